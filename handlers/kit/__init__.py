"""What every door uses: context, texts, cards, buttons, sending."""
