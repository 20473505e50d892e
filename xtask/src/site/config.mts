// The configuration of the VitePress site; what it knows of the API is in site.json and in the pages' own sidebar.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const site: { title: string; locales: string[] } = read('../site.json');
const sidebar = read('../markdown/sidebar.json');
const language = (locale: string) => new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;

// The words of the theme itself, where it has none of its own in a language.
const words: Record<string, object> = {
  zh: {
    outline: { level: [2, 3], label: '本页目录' },
    docFooter: { prev: '上一页', next: '下一页' },
    sidebarMenuLabel: '菜单',
    returnToTopLabel: '回到顶部',
    langMenuLabel: '切换语言',
    darkModeSwitchLabel: '外观',
    lightModeSwitchTitle: '切换到浅色模式',
    darkModeSwitchTitle: '切换到深色模式',
    skipToContentLabel: '跳到正文',
  },
};
const searchWords: Record<string, object> = {
  zh: {
    button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
    modal: {
      noResultsText: '没有找到',
      resetButtonTitle: '清除',
      displayDetails: '显示详情',
      footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
    },
  },
};
const inLanguage = (words: Record<string, object>, locale: string) => words[locale.split('-')[0]] ?? {};

export default defineConfig({
  srcDir: 'markdown',
  outDir: 'dist',
  title: site.title,
  lastUpdated: false,
  // There is no picture for it, and browsers ask for one.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  locales: Object.fromEntries(
    site.locales.map((locale) => [
      locale,
      {
        label: language(locale),
        lang: locale,
        link: `/${locale}/`,
        themeConfig: inLanguage(words, locale),
      },
    ]),
  ),
  themeConfig: {
    sidebar,
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        locales: Object.fromEntries(
          site.locales.map((locale) => [locale, { translations: inLanguage(searchWords, locale) }]),
        ),
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
  vite: { logLevel: 'warn' },
});
