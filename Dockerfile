# Raspa as an image: `docker build -t raspa .`; compose.yaml runs it. Podman builds it as it is.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/raspa
COPY requirements.lock /tmp/requirements.lock
RUN /opt/raspa/bin/pip install --quiet --require-hashes --requirement /tmp/requirements.lock
COPY .env.example LICENSE /opt/raspa/app/
# The folders hold links into these two.
COPY docs /opt/raspa/app/docs
COPY examples /opt/raspa/app/examples
COPY bot /opt/raspa/app/bot
COPY domain /opt/raspa/app/domain
COPY formats /opt/raspa/app/formats
COPY handlers /opt/raspa/app/handlers
COPY locales /opt/raspa/app/locales
COPY matching /opt/raspa/app/matching
COPY media /opt/raspa/app/media
COPY privacy /opt/raspa/app/privacy
COPY sandbox /opt/raspa/app/sandbox
COPY storage /opt/raspa/app/storage
ENV PYTHONPATH=/opt/raspa/app PYTHONSAFEPATH=1
# Nothing is compiled or made at start: the root file system is read-only then.
RUN /opt/raspa/bin/python -m compileall -q /opt/raspa/app
ARG ENCODER=yes
RUN if [ "$ENCODER" = yes ]; then /opt/raspa/bin/python -m matching.search.encoders; fi
# What is made for its owner alone has another owner here than there.
RUN chmod -R u=rwX,go=rX /opt/raspa && mkdir -m 0700 /new-data

FROM ${PYTHON_IMAGE}
# Reads words in pictures, in Kazakh and Russian and in Latin letters; docs/pictures.md.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
    tesseract-ocr tesseract-ocr-kaz tesseract-ocr-rus tesseract-ocr-script-latn \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 raspa \
 && useradd --uid 10001 --gid raspa --no-create-home --home-dir /data --shell /usr/sbin/nologin raspa
COPY --from=build /opt/raspa /opt/raspa
COPY --from=build --chown=10001:10001 /new-data /data
# SQLite's files without a name go to the volume: they can be as large as the store.
ENV PYTHONPATH=/opt/raspa/app PYTHONSAFEPATH=1 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    RASPA_DATABASE=/data/raspa.sqlite3 SQLITE_TMPDIR=/data CREDENTIALS_DIRECTORY=/run/secrets \
    RASPA_WATCH_LISTEN=127.0.0.1:9464
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=30s --start-period=120s --retries=3 \
    CMD ["/opt/raspa/bin/python", "-m", "bot", "health"]
ENTRYPOINT ["/opt/raspa/bin/python", "-m", "bot"]
CMD ["run"]
