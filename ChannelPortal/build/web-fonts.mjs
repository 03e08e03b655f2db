// Makes the faces that pages load first: Noto Sans SC cut to the characters that stand in the product's texts and sources, so that a page needs two files
// where the stock family needs ten and more of its hundred slices. Characters outside (names of real dealers) still come from the slices.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, 'wwwroot', 'lib', 'portal-sans');
const source = path.join(root, 'node_modules', '@expo-google-fonts', 'noto-sans-sc');
const subsetFont = createRequire(path.join(root, 'package.json'))('subset-font');
const basic = Array.from({ length: 0x5f }, (_, i) => String.fromCharCode(0x20 + i)).join('') + '\u00a0·°±²³×÷–—‘’“”…‹›€¥−≤≥→↑↓▲▼●';

async function charactersOf(folders, kinds) {
  const found = new Set();
  for (const folder of folders) {
    for (const entry of await readdir(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !kinds.includes(path.extname(entry.name))) continue;
      for (const character of await readFile(path.join(entry.parentPath, entry.name), 'utf8')) {
        const point = character.codePointAt(0);
        if (point > 0x2000 && point < 0xfffe) found.add(character);
      }
    }
  }
  return found;
}

const folders = ['Features', 'Platform', 'Shell', 'wwwroot/js'];
const texts = await charactersOf(folders, ['.resx']);
const all = await charactersOf(folders, ['.resx', '.cs', '.csv', '.razor', '.js']);
await mkdir(target, { recursive: true });
await Promise.all([['400Regular/NotoSansSC_400Regular', 'regular', all], ['600SemiBold/NotoSansSC_600SemiBold', 'semibold', texts]].map(async ([from, to, characters]) => {
  const font = await subsetFont(await readFile(path.join(source, `${from}.ttf`)), basic + [...characters].join(''), { targetFormat: 'woff2', noHinting: true, noLayoutClosure: true });
  await writeFile(path.join(target, `${to}.woff2`), font);
}));

// Words that stand in no text, such as names, have no face of their own for headings: the browser thickens the regular one.
await writeFile(path.join(target, 'portal-sans.css'), `@font-face { font-family: "Portal Sans"; font-display: swap; font-weight: 100 550; src: url(regular.woff2) format("woff2"); }
@font-face { font-family: "Portal Sans"; font-display: swap; font-weight: 551 900; src: url(semibold.woff2) format("woff2"); }
@font-face { font-family: "Portal Sans Names"; font-display: swap; font-weight: 400; src: url(regular.woff2) format("woff2"); }
`);
