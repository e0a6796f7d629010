/** rustup fetches a toolchain that is missing unless it is told not to; asking for documentation must fetch nothing. */
export const RUST_ENVIRONMENT = { RUSTUP_AUTO_INSTALL: '0' };
