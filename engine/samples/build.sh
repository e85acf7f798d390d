#!/bin/sh
# Builds every sample from source. Needs, from Debian: clang lld wasi-libc libclang-rt-14-dev-wasm32 and, for Rust, a
# rustc with the target wasm32-wasi (libstd-rust-dev-wasm32); AssemblyScript comes with npm ci.
# Afterwards: npx node engine/samples/record.ts
set -eu
cd "$(dirname "$0")"
for name in raytracer option-price endless memory-hog exit-code; do
  clang --target=wasm32-wasi -O2 -ffp-contract=off -Wall -Wextra -Wl,--strip-all -o "$name/$name.wasm" "$name/$name.c" -lm
done
${RUSTC:-rustc} --target wasm32-wasi -C opt-level=2 -C panic=abort -C strip=symbols -C linker=wasm-ld -o csv-report/csv-report.wasm csv-report/csv-report.rs
# The compiler wants the extension .ts, under which the tools of the house would take it for TypeScript.
cd mandelbrot
cp mandelbrot.as mandelbrot.ts
trap 'rm -f mandelbrot.ts' EXIT
node ../../../node_modules/assemblyscript/bin/asc.js mandelbrot.ts -O3 --runtime stub --use abort= -o mandelbrot.wasm
chmod -x ../*/*.wasm
