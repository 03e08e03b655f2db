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

// What the daily pages show, with the names of the demo world; the rest (metric names, reports, administration, errors) is fetched where it is met.
const daily = ['Shell', 'Platform/Text', ...['Boards', 'Workbench', 'Orders', 'Alerts', 'Logistics', 'Credit', 'Identity/Pages', 'Simulation'].map(f => `Features/${f}`)];
const sourceKinds = ['.resx', '.cs', '.csv', '.razor', '.js'];
const folders = ['Features', 'Platform', 'Shell', 'wwwroot/js'];
const faces = [
  { weight: '400Regular/NotoSansSC_400Regular', name: 'regular', first: await charactersOf([...daily, 'wwwroot/js'], sourceKinds), all: await charactersOf(folders, sourceKinds) },
  { weight: '600SemiBold/NotoSansSC_600SemiBold', name: 'semibold', first: await charactersOf(daily, ['.resx']), all: await charactersOf(folders, ['.resx']) },
];
await mkdir(target, { recursive: true });

async function cut(face, file, characters) {
  const font = await subsetFont(await readFile(path.join(source, `${face.weight}.ttf`)), characters, { targetFormat: 'woff2', noHinting: true, noLayoutClosure: true });
  await writeFile(path.join(target, `${file}.woff2`), font);
}

function rangesOf(characters) {
  const points = characters.map(c => c.codePointAt(0)).sort((a, b) => a - b);
  const ranges = [];
  for (const point of points) {
    if (ranges.length > 0 && ranges.at(-1)[1] === point - 1) ranges.at(-1)[1] = point;
    else ranges.push([point, point]);
  }
  return ranges.map(([from, to]) => 'U+' + from.toString(16) + (to > from ? '-' + to.toString(16) : '')).join(',');
}

await Promise.all(faces.map(async face => {
  const rest = [...face.all].filter(c => !face.first.has(c));
  face.ranges = rangesOf(rest);
  await Promise.all([cut(face, face.name, basic + [...face.first].join('')), cut(face, `${face.name}-rest`, rest.join(''))]);
}));

// A later face of a family wins inside its range, so the rest is asked only for what the first file has not. Words that stand in no text, such as names, have
// no face of their own for headings: the browser thickens the regular one.
const [regular, semibold] = faces;
const rule = (family, weight, file, ranges) =>
  `@font-face { font-family: "${family}"; font-display: swap; font-weight: ${weight}; src: url(${file}.woff2) format("woff2");${ranges ? ` unicode-range: ${ranges};` : ''} }\n`;
const both = (family, weight, face) => rule(family, weight, face.name) + rule(family, weight, `${face.name}-rest`, face.ranges);
await writeFile(path.join(target, 'portal-sans.css'), both('Portal Sans', '100 550', regular) + both('Portal Sans', '551 900', semibold) + both('Portal Sans Names', '400', regular));
