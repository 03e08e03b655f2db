// Prepares the fonts of PDF reports: static Noto Sans SC without the code points U+2E80–2FDF. Those radicals share their glyphs with
// ordinary characters, so a PDF made with the stock font gives back ⽬ for 目 when its text is copied or searched.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, 'assets', 'fonts');
const source = path.join(root, 'node_modules', '@expo-google-fonts', 'noto-sans-sc');
const subsetFont = createRequire(path.join(root, 'package.json'))('subset-font');

const ranges = [[0x20, 0xd7ff], [0xe000, 0xfffd], [0x1f100, 0x1f2ff], [0x20000, 0x323af]];
const isRadical = point => point >= 0x2e80 && point <= 0x2fdf;

function keptCharacters() {
  const parts = [];
  for (const [first, last] of ranges) {
    for (let point = first; point <= last; point++) {
      if (!isRadical(point)) {
        parts.push(String.fromCodePoint(point));
      }
    }
  }
  return parts.join('');
}

const text = keptCharacters();
await mkdir(target, { recursive: true });
for (const [from, to] of [['400Regular/NotoSansSC_400Regular', 'NotoSansSC-Regular'], ['700Bold/NotoSansSC_700Bold', 'NotoSansSC-Bold']]) {
  const font = await subsetFont(await readFile(path.join(source, `${from}.ttf`)), text, { targetFormat: 'truetype', noHinting: true });
  await writeFile(path.join(target, `${to}.ttf`), font);
}

// The browser sees these fonts and no other, so a report looks the same on every machine.
await writeFile(path.join(target, 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`);
