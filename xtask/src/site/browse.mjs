// Opens the sites of the reference API as a reader does: navigation, locales, tabs, anchors, search, a narrow screen. A
// difference from what is expected ends the program with an error; pictures of what was seen go to SCREENSHOTS.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const { BROWSER, SCREENSHOTS, VITEPRESS, MDBOOK } = process.env;
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };
const LANGUAGES = ['Rust', 'Java', 'Node.js', 'Go', 'Python', 'PHP', 'C#'];

// A container's root has no other way to start it, and everything that is opened is the site's own.
const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
const errors = [];
const page = await browser.newPage({ viewport: WIDE });
page.on('console', (message) => {
  if (['error', 'warning'].includes(message.type())) errors.push(`${page.url()}: ${message.text()}`);
});
page.on('pageerror', (error) => errors.push(`${page.url()}: ${error}`));
page.on('requestfailed', (request) => {
  // A reader who goes on before everything is loaded aborts the rest.
  const failure = request.failure()?.errorText;
  if (failure !== 'net::ERR_ABORTED') errors.push(`${request.url()}: ${failure}`);
});

const open = (address) => page.goto(address, { waitUntil: 'load' });
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

async function fitsNarrowScreen(addresses) {
  await page.setViewportSize(NARROW);
  for (const address of addresses) {
    await open(address);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= NARROW.width, `${address} is ${width} wide on a screen of ${NARROW.width}`);
  }
}

/** A page of VitePress answers clicks when its application is mounted. */
async function openMounted(address) {
  await open(address);
  await page.waitForFunction(() => document.querySelector('#app')?.__vue_app__ !== undefined);
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
    const shown = await tabs.locator('.blocks > .active').innerText();
    assert.ok(shown.includes(words), `${language} shows ${shown}`);
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
    const first = page.locator('.VPLocalSearchBox .result').first();
    await first.waitFor();
    assert.ok((await first.innerText()).replace(/\s+/g, ' ').includes(title), await first.innerText());
    await picture(`vitepress-search-${locale}`);
    await first.click();
    await page.waitForURL(`**/${locale}/profile/bind-phone.html*`);
    await showsHeading(title);
  }

  await fitsNarrowScreen(
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
  await fitsNarrowScreen(
    ['zh-CN/profile/bind-phone.html', 'en/users/list-users.html'].map((path) => `${site}/${path}`),
  );
  await picture('mdbook-narrow');
  await page.setViewportSize(WIDE);
}

try {
  await vitepress(VITEPRESS);
  await mdbook(MDBOOK);
  assert.deepEqual(errors, []);
} catch (error) {
  await picture('failed');
  throw error;
} finally {
  await browser.close();
}
