# syntax=docker/dockerfile:1
# Two stages: the first installs from the lock and builds the index, the second only runs. docs/operations.md says how to
# build and start it. Give your own index or mirror with --build-arg PIP_INDEX_URL=... or PIP_EXTRA_INDEX_URL=...

FROM python:3.11-slim AS build

ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ARG TARGETARCH
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1

RUN python -m venv /opt/groundrule
ENV PATH=/opt/groundrule/bin:$PATH
WORKDIR /src

# The dependencies come before the code, so that a change of code does not install them again.
COPY constraints/ constraints/
RUN case "${TARGETARCH:-$(uname -m)}" in \
      amd64 | x86_64) cp constraints/linux-x86_64.txt /opt/constraints.txt ;; \
      arm64 | aarch64) cp constraints/linux-aarch64.txt /opt/constraints.txt ;; \
      *) echo "no locked versions for ${TARGETARCH}" >&2; exit 3 ;; \
    esac
RUN pip install --constraint /opt/constraints.txt setuptools hatchling torch sentence-transformers chromadb

COPY pyproject.toml README.md LICENSE ./
COPY corpus/ corpus/
COPY ingest/ ingest/
COPY service/ service/
COPY eval/ eval/
COPY cli/ cli/
RUN pip install --constraint /opt/constraints.txt --no-build-isolation .

ENV ANONYMIZED_TELEMETRY=False HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1
RUN GROUNDRULE_DATA_DIR=/opt/groundrule-data groundrule ingest


FROM python:3.11-slim AS run

RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin groundrule
COPY --from=build /opt/groundrule /opt/groundrule
COPY --from=build --chown=groundrule:groundrule /opt/groundrule-data /var/lib/groundrule

# Nothing is fetched or reported at run time. Beyond loopback the service refuses to start without
# GROUNDRULE_API_KEYS_FILE, which is given when the container is started and is never part of the image.
ENV PATH=/opt/groundrule/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ANONYMIZED_TELEMETRY=False \
    HF_HUB_OFFLINE=1 \
    TRANSFORMERS_OFFLINE=1 \
    GROUNDRULE_DATA_DIR=/var/lib/groundrule \
    GROUNDRULE_HOST=0.0.0.0 \
    GROUNDRULE_PORT=8000

USER groundrule
WORKDIR /var/lib/groundrule
VOLUME ["/var/lib/groundrule"]
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['GROUNDRULE_PORT'] + '/health/ready', timeout=4)"]

# With the image's own index the first command does nothing; it matters when a kept volume holds an older one.
CMD ["sh", "-c", "groundrule ingest && exec groundrule serve"]
