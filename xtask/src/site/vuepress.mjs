// The configuration of the VuePress site; what it knows of the API is in site.json and in the pages' own sidebar.
import { readFileSync } from 'node:fs';
import { viteBundler } from '@vuepress/bundler-vite';
import { defaultTheme } from '@vuepress/theme-default';
import { defineUserConfig } from 'vuepress';

// The configuration is run from elsewhere, and the command names its folder.
const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const site = read('./site.json');
const sidebar = read('./markdown/sidebar.json');
const language = (locale) => new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
const each = (of) => Object.fromEntries(site.locales.map((locale) => [`/${locale}/`, of(locale)]));

export default defineUserConfig({
  title: site.title,
  bundler: viteBundler(),
  locales: each((locale) => ({ lang: locale, title: site.title })),
  // There is no picture for it, and browsers ask for one.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  theme: defaultTheme({
    // The page with the languages stands beside no others.
    sidebar: { '/': [], ...sidebar },
    locales: each((locale) => ({ selectLanguageName: language(locale) })),
    contributors: false,
    lastUpdated: false,
  }),
});
