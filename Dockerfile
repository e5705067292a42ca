# docker build -t rapport .   (BuildKit, the default since Docker 23; podman and buildah work too)

FROM rust:1.95-bookworm AS builder
WORKDIR /src
COPY . .
# The caches hold crates and compiled dependencies between builds; the binary leaves them for the next stage.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked -p api --bin rapport \
    && cp target/release/rapport /usr/local/bin/rapport

# glibc, libgcc, CA certificates, and nothing else: no shell, no package manager.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=builder /usr/local/bin/rapport /usr/local/bin/rapport
# By number, so that Kubernetes' runAsNonRoot can tell. It is distroless's `nonroot`.
USER 65532:65532
# Inside the container every address is its own network; which ports leave it is said outside.
ENV RAPPORT__MODE=production RAPPORT__SERVER__ADDRESS=0.0.0.0
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["rapport", "healthcheck"]
ENTRYPOINT ["rapport"]
CMD ["serve"]
