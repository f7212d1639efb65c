import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contractAddresses } from './contract-addresses.ts'

const server = { target: process.env.ROLLCALL_URL ?? 'http://localhost:4400', changeOrigin: false }

export default defineConfig({
  root: import.meta.dirname,
  plugins: [contractAddresses(), react(), tailwindcss()],
  build: {
    outDir: 'dist',
    manifest: true,
    // The server's content security policy allows no `data:` addresses.
    assetsInlineLimit: 0,
    // The first browsers with `light-dark()`, which the palettes are written in.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
  },
  server: { proxy: { '/api': server, '/login': server } },
})
