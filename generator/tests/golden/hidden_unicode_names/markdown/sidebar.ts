// 本页由 Bindery 根据规格 hidden_unicode_names 生成，请不要直接修改：改动规格后运行 bindery generate 重新生成。
// The `sidebar` option of the default theme, one list for each locale: `defaultTheme({ sidebar })`.

export const sidebar = {
  "/zh-CN/": [
    {
      "text": "图书",
      "link": "/zh-CN/图书/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Größe",
          "link": "/zh-CN/图书/größe.md"
        },
        {
          "text": "添加图书",
          "link": "/zh-CN/图书/添加图书.md"
        }
      ]
    }
  ]
};
