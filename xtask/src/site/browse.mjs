// Opens the sites of the reference API, and the VuePress site of another one, as a reader does: navigation, locales, tabs,
// anchors, search, a narrow screen. A difference from what is expected ends the program with an error; pictures of what was
// seen go to SCREENSHOTS.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const { BROWSER, SCREENSHOTS, VITEPRESS, MDBOOK, VUEPRESS } = process.env;
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };
// Nothing here measures time: whatever is waited for comes sooner or later, on a machine that has other things to do too.
const PATIENCE = 180_000;
const LANGUAGES = ['Rust', 'Java', 'Node.js', 'Go', 'Python', 'PHP', 'C#'];

// A container's root has no other way to start it, and everything that is opened is the site's own.
const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'], timeout: PATIENCE });
const errors = [];
const page = await browser.newPage({ viewport: WIDE });
page.setDefaultTimeout(PATIENCE);
page.on('console', (message) => {
  // That says how fast the machine is, and nothing about the site.
  if (message.text().includes('preloaded using link preload but not used within')) return;
  if (['error', 'warning'].includes(message.type())) errors.push(`${page.url()}: ${message.text()}`);
});
page.on('pageerror', (error) => errors.push(`${page.url()}: ${error}`));
page.on('requestfailed', (request) => {
  // A reader who goes on before everything is loaded aborts the rest.
  const failure = request.failure()?.errorText;
  if (failure !== 'net::ERR_ABORTED') errors.push(`${request.url()}: ${failure}`);
});

// Scripts that a page still loads when it is left would fail for no fault of theirs.
const open = (address) => page.goto(address, { waitUntil: 'networkidle' });
const picture = (name) => page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
// An address changes before what is shown at it does.
const showsHeading = (words) => page.locator('main h1').filter({ hasText: words }).first().waitFor();
const isInView = (id) =>
  page.waitForFunction((id) => {
    const top = document.getElementById(id)?.getBoundingClientRect().top;
    return top !== undefined && top >= -1 && top < innerHeight;
  }, id);

/** The first link of a page to a type that is described further down. */
async function followsTypeLink() {
  const link = page.locator('main table a[href^="#"]').first();
  const id = decodeURIComponent((await link.getAttribute('href')).slice(1));
  await link.click();
  await isInView(id);
  return id;
}

async function fitsNarrowScreen(open, addresses) {
  await page.setViewportSize(NARROW);
  for (const address of addresses) {
    await open(address);
    await page.evaluate(() => document.fonts.ready);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= NARROW.width, `${address} is ${width} wide on a screen of ${NARROW.width}`);
  }
}

/** VitePress and VuePress answer clicks when their application is mounted, and what follows from that has been drawn. */
async function openMounted(address) {
  await open(address);
  await page.waitForFunction(() => document.querySelector('#app')?.__vue_app__ !== undefined);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The first of some elements has these words, sooner or later: results come one after the other, and change. */
async function firstHas(selector, words) {
  const shown = () => page.locator(selector).first().innerText();
  const holds = ({ selector, words }) =>
    document.querySelector(selector)?.textContent.replace(/\s+/g, ' ').includes(words);
  await page.waitForFunction(holds, { selector, words }).catch(async () => {
    assert.fail(`the first ${selector} does not say ${words}, but ${await shown().catch(() => 'nothing')}`);
  });
}

async function vitepress(site) {
  await openMounted(`${site}/zh-CN/`);
  await picture('vitepress-index');
  await page.locator('.VPSidebar').getByText('用户资料', { exact: true }).click();
  await page.locator('.VPSidebar').getByText('绑定手机号', { exact: true }).click();
  await page.waitForURL('**/zh-CN/profile/bind-phone.html');
  await showsHeading('绑定手机号');
  await picture('vitepress-bind-phone');

  const tabs = page.locator('.vp-code-group').first();
  assert.deepEqual(await tabs.locator('.tabs label').allInnerTexts(), LANGUAGES);
  for (const [language, words] of [['Python', 'from authing import'], ['C#', 'new BindPhoneDto']]) {
    await tabs.locator('.tabs label', { hasText: language }).click();
    await tabs.locator('.blocks > .active', { hasText: words }).waitFor();
  }
  await tabs.scrollIntoViewIfNeeded();
  await picture('vitepress-tabs');

  await page.locator('.VPNavBarTranslations').hover();
  await page.locator('.VPNavBarTranslations a', { hasText: 'English' }).click();
  await page.waitForURL('**/en/profile/bind-phone.html');
  await showsHeading('Bind a phone number');

  await openMounted(`${site}/en/users/list-users.html`);
  await followsTypeLink();
  await picture('vitepress-type');

  for (const [locale, words, title] of [
    ['zh-CN', '绑定手机号', '绑定手机号'],
    ['en', 'bind phone', 'Bind a phone number'],
  ]) {
    await openMounted(`${site}/${locale}/`);
    await page.locator('.VPNavBarSearch button').first().click();
    await page.locator('.VPLocalSearchBox input').fill(words);
    await firstHas('.VPLocalSearchBox .result', title);
    await picture(`vitepress-search-${locale}`);
    await page.locator('.VPLocalSearchBox .result', { hasText: title }).first().click();
    await page.waitForURL(`**/${locale}/profile/bind-phone.html*`);
    await showsHeading(title);
  }

  await fitsNarrowScreen(
    openMounted,
    ['zh-CN/', 'zh-CN/profile/bind-phone.html', 'en/users/list-users.html', 'en/users/create-user.html'].map(
      (path) => `${site}/${path}`,
    ),
  );
  await openMounted(`${site}/zh-CN/profile/bind-phone.html`);
  await picture('vitepress-narrow');
  await page.locator('main table').first().scrollIntoViewIfNeeded();
  await picture('vitepress-narrow-table');
  await page.setViewportSize(WIDE);
}

async function mdbook(site) {
  await open(`${site}/zh-CN/index.html`);
  await picture('mdbook-index');
  await page.locator('#mdbook-sidebar, #sidebar').first().getByText('绑定手机号', { exact: false }).first().click();
  await page.waitForURL('**/zh-CN/profile/bind-phone.html');
  await showsHeading('绑定手机号');
  await picture('mdbook-bind-phone');
  const headings = await page.locator('main h3').allInnerTexts();
  assert.deepEqual(headings.filter((text) => LANGUAGES.includes(text.trim())).map((text) => text.trim()), LANGUAGES);

  await open(`${site}/en/users/list-users.html`);
  await followsTypeLink();
  await picture('mdbook-type');
  await searchesBook(site);
  await fitsNarrowScreen(
    open,
    ['zh-CN/profile/bind-phone.html', 'en/users/list-users.html'].map((path) => `${site}/${path}`),
  );
  await picture('mdbook-narrow');
  await page.setViewportSize(WIDE);
}

/** The book's own search finds English; the other languages are found by what its theme adds. */
async function searchesBook(site) {
  for (const [words, title, path] of [
    ['绑定手机号', '绑定手机号', 'zh-CN/profile/bind-phone.html'],
    ['bind phone', 'Bind a phone number', 'en/profile/bind-phone.html'],
  ]) {
    await open(`${site}/en/index.html`);
    await page.locator('#mdbook-search-toggle').click();
    await page.locator('#mdbook-searchbar').pressSequentially(words);
    // Letters that no keyboard has are typed here without their keys, which are what the book searches upon.
    await page.locator('#mdbook-searchbar').press('End');
    await firstHas('#mdbook-searchresults li', title);
    await picture(`mdbook-search-${path.split('/')[0]}`);
    await page.locator('#mdbook-searchresults li a', { hasText: title }).first().click();
    await page.waitForURL(`**/${path}*`);
    await showsHeading(title);
  }
}

async function vuepress(site) {
  await openMounted(`${site}/en/taps/open-tap.html`);
  await page.locator('.vp-sidebar').getByText('Close a tap').first().waitFor({ state: 'attached' });
  await picture('vuepress-open-tap');
  const tabs = page.locator('.vp-code-tabs').first();
  await tabs.locator('.vp-code-tab-nav', { hasText: 'Python' }).click();
  await tabs.locator('.vp-code-tab.active', { hasText: 'from example.kitchen_client import' }).waitFor();
  await followsTypeLink();
  await picture('vuepress-type');
  await fitsNarrowScreen(
    openMounted,
    ['en/', 'en/2nd-group/health.html', 'en/taps/open-tap.html', 'zh-CN/taps/list-taps.html'].map(
      (path) => `${site}/${path}`,
    ),
  );
  await picture('vuepress-narrow');
  await page.setViewportSize(WIDE);
}

try {
  await vitepress(VITEPRESS);
  await mdbook(MDBOOK);
  await vuepress(VUEPRESS);
  assert.deepEqual(errors, []);
} catch (error) {
  // A browser that is gone shows nothing; what went wrong is told all the same.
  await picture('failed').catch(() => {});
  throw error;
} finally {
  await browser.close();
}
