# One image for migrations, worker and API; temporal-docker-compose.yml says which command each runs.
# Debian, not Alpine: Temporal's native core needs glibc.

FROM node:24-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY db/package.json db/
COPY worker/package.json worker/
COPY api/package.json api/
COPY dashboard/package.json dashboard/
COPY dev/package.json dev/
COPY e2e/package.json e2e/
COPY bench/package.json bench/

# The install scripts bring what a laptop needs: Node itself and the embedded Postgres.
FROM manifests AS dashboard
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY api api
COPY dashboard dashboard
RUN npm run build -w @tidemark/dashboard

FROM manifests AS packages
RUN npm ci --ignore-scripts --omit=dev \
  -w @tidemark/db -w @tidemark/worker -w @tidemark/api -w @tidemark/dashboard

FROM node:24-bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production
COPY --from=packages /app ./
COPY db db
COPY worker worker
COPY api api
COPY --from=dashboard /app/dashboard/build dashboard/build
# Kept in the image, so that a worker starts without building it.
RUN node --eval "import('./worker/temporal/workflow-bundle.ts').then((m) => m.bundleWorkflows())"
USER node
CMD ["node", "api/main.ts"]
