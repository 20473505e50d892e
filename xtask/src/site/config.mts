// The configuration of the VitePress site; what it knows of the API is in site.json and in the pages' own sidebar.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const site: { title: string; locales: string[] } = read('../site.json');
const sidebar = read('../pages/sidebar.json');
const language = (locale: string) => new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;

export default defineConfig({
  srcDir: 'pages',
  outDir: 'dist',
  title: site.title,
  lastUpdated: false,
  locales: Object.fromEntries(
    site.locales.map((locale) => [locale, { label: language(locale), lang: locale, link: `/${locale}/` }]),
  ),
  themeConfig: {
    sidebar,
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          options: {
            // Words of languages that put no blanks between them.
            tokenize: (text: string) =>
              Array.from(new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text))
                .filter((part) => part.isWordLike)
                .map((part) => part.segment.toLowerCase()),
          },
          searchOptions: { combineWith: 'AND', prefix: true, fuzzy: 0.1, boost: { title: 8, titles: 2, text: 1 } },
        },
      },
    },
  },
  // Whatever a page gets in the browser is on the site.
  vite: { logLevel: 'warn' },
});
