import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig } from "vite";

const PICTURES = new URL("./frontend/public/", import.meta.url);

/** Gives every file of frontend/public a hashed name and a line in the manifest, so that it may be cached for ever. */
function hashedPictures() {
  return {
    name: "hashed-pictures",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(options, bundle) {
        const manifest = JSON.parse(bundle["manifest.json"].source);
        for (const name of readdirSync(PICTURES)) {
          const source = readFileSync(new URL(name, PICTURES));
          const hash = createHash("sha256").update(source).digest("base64url").slice(0, 8);
          const fileName = name.replace(/(\.\w+)$/, `-${hash}$1`);
          this.emitFile({ type: "asset", fileName, source });
          manifest[name] = { file: fileName };
        }
        bundle["manifest.json"].source = JSON.stringify(manifest, null, 2);
      },
    },
  };
}

/** Lays a .gz and a .br beside each text file; the server sends whichever the browser takes. */
function squeezed() {
  return {
    name: "squeezed",
    apply: "build",
    writeBundle(options, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const path = join(options.dir, name);
        const source = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(source, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(source));
      }
    },
  };
}

export default defineConfig({
  root: "frontend",
  base: "/static/",
  publicDir: false,
  plugins: [hashedPictures(), squeezed()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: false,
    target: "chrome61", // the web view of Android 8; the desk asks for no more than Chromium 86
    cssTarget: "chrome61",
    assetsInlineLimit: 1024,
    rolldownOptions: {
      checks: { eval: false }, // htmx could evaluate; its configuration in start.js and the policy forbid it
      input: { resident: "frontend/resident.js", desk: "frontend/desk.js" },
      output: {
        entryFileNames: "[name]-[hash:8].js",
        chunkFileNames: "[name]-[hash:8].js",
        assetFileNames: "[name]-[hash:8][extname]",
      },
    },
  },
});
