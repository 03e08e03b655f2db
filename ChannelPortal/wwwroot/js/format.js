// Twin of Platform/Text/NumberFormat.cs: the same vectors test both. Values are decimal numbers or strings; amounts in major units unless the
// formatter's name ends in Minor; ratios for pct and change; dates as yyyy-MM-dd; instants as ISO text or milliseconds.

const chineseUnits = [[4, '万'], [8, '亿']];
const englishUnits = [[3, 'k'], [6, 'M'], [9, 'B']];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const settings = () => globalThis.document?.documentElement?.dataset ?? {};
const isChinese = culture => (culture ?? globalThis.document?.documentElement?.lang ?? 'zh').startsWith('zh');
const symbols = { CNY: '¥', JPY: '¥', USD: '$', EUR: '€', GBP: '£' };
const symbol = currency => {
  const code = currency ?? settings().currency ?? 'CNY';
  return symbols[code] ?? code + ' ';
};

// Decimal digits and a scale, so that rounding is exact: doubles would turn 1.005 into 1.00.
function parse(value) {
  const match = /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(String(value).trim());
  if (!match || match[2] + match[3] === '') return null;
  let scale = match[3].length - Number(match[4] ?? 0);
  let digits = match[2] + match[3];
  if (scale < 0) { digits += '0'.repeat(-scale); scale = 0; }
  return { negative: match[1] === '-', digits: BigInt(digits), scale };
}

// Rounds half away from zero to `decimals` after dividing by 10^shift.
function round(number, decimals, shift = 0) {
  let { digits } = number;
  const drop = number.scale + shift - decimals;
  if (drop > 0) {
    const unit = 10n ** BigInt(drop);
    digits = (digits + unit / 2n) / unit;
  } else if (drop < 0) {
    digits *= 10n ** BigInt(-drop);
  }
  return { negative: number.negative && digits !== 0n, digits, decimals };
}

function text(rounded, trim = false) {
  let all = rounded.digits.toString().padStart(rounded.decimals + 1, '0');
  const whole = all.slice(0, all.length - rounded.decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  let fraction = rounded.decimals > 0 ? all.slice(-rounded.decimals) : '';
  if (trim) fraction = fraction.replace(/0+$/, '');
  return fraction ? `${whole}.${fraction}` : whole;
}

const signed = (rounded, body) => (rounded.negative ? '-' : '') + body;

const guarded = formatter => (value, ...rest) => {
  if (value === null || value === undefined || value === '') return '—';
  return formatter(value, ...rest) ?? String(value);
};

const numeric = formatter => guarded((value, ...rest) => {
  const number = parse(value);
  return number ? formatter(number, ...rest) : null;
});

function short(number, culture) {
  let figure = round(number, 2);
  let suffix = '';
  if (figure.digits >= 1_000_000n) {
    const units = isChinese(culture) ? chineseUnits : englishUnits;
    for (let i = 0; i < units.length; i++) {
      figure = round(number, 2, units[i][0]);
      suffix = units[i][1];
      if (i + 1 === units.length || figure.digits < 10n ** BigInt(units[i + 1][0] - units[i][0] + 2)) break;
    }
  }
  return { figure, suffix };
}

const money = (number, currency) => {
  const figure = round(number, 2);
  return signed(figure, symbol(currency) + text(figure));
};

const wan = (number, currency, culture) => {
  const { figure, suffix } = short(number, culture);
  return signed(figure, symbol(currency) + text(figure) + suffix);
};

const minor = number => ({ ...number, scale: number.scale + 2 });

const fixed = (number, decimals) => {
  const figure = round(number, decimals);
  return signed(figure, text(figure));
};

const percent = number => {
  const figure = round(number, 1, -2);
  return signed(figure, text(figure) + '%');
};

function dateText(year, month, day, culture) {
  return isChinese(culture) ? `${year}年${month}月${day}日` : `${day} ${months[month - 1]} ${year}`;
}

const zoned = (value, zone) => {
  const at = new Date(typeof value === 'number' || !/^-?\d+$/.test(value) ? value : Number(value));
  if (Number.isNaN(at.getTime())) return null;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone ?? settings().zone ?? 'Asia/Shanghai', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
    hour: '2-digit', minute: '2-digit', second: '2-digit',
  }).formatToParts(at);
  return Object.fromEntries(parts.map(p => [p.type, p.value]));
};

export const fmt = {
  money: numeric((n, o = {}) => money(n, o.currency)),
  moneyMinor: numeric((n, o = {}) => money(minor(n), o.currency)),
  wan: numeric((n, o = {}) => wan(n, o.currency, o.culture)),
  wanMinor: numeric((n, o = {}) => wan(minor(n), o.currency, o.culture)),
  /** The figure of wan without currency sign; its unit goes to the sibling [data-unit]. */
  wanFigure: numeric((n, o = {}) => {
    const { figure } = short(n, o.culture);
    return signed(figure, text(figure));
  }),
  wanUnit: numeric((n, o = {}) => short(n, o.culture).suffix),
  pct: numeric(n => percent(n)),
  change: numeric(n => (n.negative || round(n, 1, -2).digits === 0n ? '' : '+') + percent(n)),
  int: numeric(n => fixed(n, 0)),
  qty: numeric(n => {
    const figure = round(n, 3);
    return signed(figure, text(figure, true));
  }),
  dec1: numeric(n => fixed(n, 1)),
  dec2: numeric(n => fixed(n, 2)),
  date: guarded((value, o = {}) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
    return match && !String(value).includes('T') ? dateText(+match[1], +match[2], +match[3], o.culture) : fmt.instantDate(value, o);
  }),
  instantDate: guarded((value, o = {}) => {
    const p = zoned(value, o.zone);
    return p && dateText(+p.year, +p.month, +p.day, o.culture);
  }),
  time: guarded((value, o = {}) => {
    const p = zoned(value, o.zone);
    return p && `${p.hour}:${p.minute}:${p.second}`;
  }),
  datetime: guarded((value, o = {}) => {
    const p = zoned(value, o.zone);
    return p && dateText(+p.year, +p.month, +p.day, o.culture) + (isChinese(o.culture) ? ' ' : ', ') + `${p.hour}:${p.minute}`;
  }),
  text: guarded(value => String(value)),
};

/** One big unit for a whole axis, so that 万 and 亿 are never mixed. */
export function axisUnit(largest, culture) {
  const magnitude = Math.abs(largest);
  if (magnitude < 10000) return { size: 1, suffix: '' };
  const units = isChinese(culture) ? chineseUnits : englishUnits;
  const unit = [...units].reverse().find(u => magnitude >= 10 ** u[0]) ?? units[0];
  return { size: 10 ** unit[0], suffix: unit[1] };
}

globalThis.cp = Object.assign(globalThis.cp ?? {}, { fmt, axisUnit });
