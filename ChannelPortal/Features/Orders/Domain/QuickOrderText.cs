using System.Text;
using System.Text.RegularExpressions;

namespace ChannelPortal.Features.Orders.Domain;

/// <summary>
/// Reads what buyers paste or upload: code, quantity and an optional unit on each line, separated by tab (a spreadsheet), semicolon, comma or space.
/// Columns may be named in a first line, in Chinese or English; without one the first column is the code and the next number the quantity.
/// </summary>
internal static partial class QuickOrderText
{
    private static readonly char[] s_separators = ['\t', ';', ','];

    private static readonly HashSet<string> s_code = new(["code", "sku", "item", "product", "productcode", "itemcode", "productid", "partno", "编码", "货号", "料号", "产品编码", "商品编码", "产品", "商品", "型号"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> s_quantity = new(["qty", "quantity", "orderqty", "amount", "数量", "订货数量", "订购数量", "采购数量"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> s_unit = new(["unit", "uom", "单位", "计量单位"], StringComparer.OrdinalIgnoreCase);

    public static List<CartLine> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Rows(text.Split('\n').Select(Fields));
    }

    /// <summary>The rows of a table whose cells are cut already.</summary>
    public static List<CartLine> Rows(IEnumerable<string[]> rows)
    {
        var lines = new List<CartLine>();
        Columns? columns = null;
        var isFirst = true;
        foreach (var cells in rows.Select(r => Array.ConvertAll(r, Clean)).Where(r => r.Any(c => c.Length > 0)))
        {
            if (isFirst && Named(cells) is { } named)
            {
                columns = named;
            }
            else
            {
                lines.Add(columns is { } c ? new CartLine(At(cells, c.Code) ?? "", At(cells, c.Quantity), At(cells, c.Unit)) : Guess(cells));
            }

            isFirst = false;
        }

        return lines;
    }

    /// <summary>The fields of one line. Spaces part fields only where nothing else does, because names hold spaces.</summary>
    private static string[] Fields(string line)
    {
        var text = line.Normalize(NormalizationForm.FormKC);
        foreach (var separator in s_separators)
        {
            // 1,000 is one number, so a comma between digits in threes parts nothing when a space or tab does.
            if (text.Contains(separator, StringComparison.Ordinal) && (separator != ',' || !Thousands().IsMatch(text)))
            {
                return text.Split(separator);
            }
        }

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var number = Array.FindLastIndex(words, w => IsNumber(w));
        return number > 0 ? [string.Join(' ', words[..number]), .. words[number..]] : [string.Join(' ', words)];
    }

    private static CartLine Guess(string[] cells)
    {
        var code = Array.FindIndex(cells, c => c.Length > 0);
        var quantity = Array.FindIndex(cells, code + 1, c => IsNumber(c));
        if (quantity < 0)
        {
            var rest = string.Join(' ', cells[(code + 1)..].Where(c => c.Length > 0));
            return new CartLine(cells[code], rest.Length == 0 ? null : Cut(rest));
        }

        var joined = NumberWithUnit().Match(cells[quantity]);
        return joined.Success
            ? new CartLine(cells[code], joined.Groups["number"].Value, joined.Groups["unit"].Value)
            : new CartLine(cells[code], cells[quantity], At(cells, quantity + 1) is { } unit && !IsNumber(unit) ? unit : null);
    }

    private static Columns? Named(string[] cells)
    {
        var words = Array.ConvertAll(cells, c => NotWord().Replace(c, ""));
        var code = Array.FindIndex(words, s_code.Contains);
        var quantity = Array.FindIndex(words, s_quantity.Contains);
        return code < 0 || quantity < 0 ? null : new Columns(code, quantity, Array.FindIndex(words, s_unit.Contains));
    }

    private static string? At(string[] cells, int index) => index >= 0 && index < cells.Length && cells[index].Length > 0 ? cells[index] : null;

    private static string Clean(string cell) => Cut(cell.Normalize(NormalizationForm.FormKC).Trim().Trim('"', '\'', '\uFEFF').Trim());

    private static string Cut(string text) => text.Length <= CartLine.MaxText ? text : text[..CartLine.MaxText];

    private static bool IsNumber(string text) => Number().IsMatch(text) || NumberWithUnit().IsMatch(text);

    [GeneratedRegex(@"^[+-]?\d[\d,]*(\.\d+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?<number>\d[\d,]*(\.\d+)?)\s*(?<unit>[\p{IsCJKUnifiedIdeographs}]{1,4}|pcs|pc|ea|t|kg|m|m2|m3|set|box)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NumberWithUnit();

    [GeneratedRegex(@"\s\d{1,3}(,\d{3})+(\.\d+)?(\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"[\s_\-.（）()*:：]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NotWord();

    private readonly record struct Columns(int Code, int Quantity, int Unit);
}
