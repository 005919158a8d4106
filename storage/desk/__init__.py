"""The desk: moderators, invitations, drafts, the audit, figures."""
