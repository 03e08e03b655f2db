using System.Text;
using ChannelPortal.Features.DataFeeds.Contracts;

namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>A field that a column can stand for. Texts <c>Field_{Name}</c>.</summary>
internal sealed record FeedField(string Name, bool IsNeeded, IReadOnlyList<string> Words);

/// <summary>Which column of a file stands for which field: as the dealer said last time, else by the usual words of either language.</summary>
internal static class FeedColumns
{
    public const string Code = "code";
    public const string Name = "name";
    public const string Date = "date";
    public const string Quantity = "quantity";
    public const string Amount = "amount";
    public const string Receipt = "receipt";
    public const string Store = "store";
    public const string Dealer = "dealer";

    private static readonly FeedField s_code = new(Code, true, ["product_id", "sku", "sku code", "product code", "product", "item", "item code", "item no", "part no", "code", "产品编码", "产品代码", "商品编码", "商品代码", "物料编码", "物料号", "货号", "编码", "料号", "产品"]);
    private static readonly FeedField s_name = new(Name, false, ["name", "product name", "item name", "description", "产品名称", "商品名称", "物料名称", "品名", "名称"]);
    private static readonly FeedField s_dealer = new(Dealer, false, ["dealer_id", "dealer", "dealer code", "customer", "customer code", "经销商编码", "经销商", "客户编码", "客户代码"]);

    private static readonly IReadOnlyList<FeedField> s_stock =
    [
        s_code, s_name,
        new(Date, false, ["snap_on", "date", "count date", "stock date", "as of", "盘点日期", "库存日期", "日期", "截止日期"]),
        new(Quantity, true, ["on_hand", "on hand", "quantity", "qty", "stock", "balance", "count", "库存数量", "库存", "实盘数量", "盘点数量", "数量", "结存", "结存数量", "现存量", "可用库存"]),
        s_dealer,
    ];

    private static readonly IReadOnlyList<FeedField> s_pos =
    [
        s_code, s_name,
        new(Date, false, ["sold_on", "date", "sale date", "sales date", "invoice date", "销售日期", "日期", "开单日期", "出库日期", "单据日期"]),
        new(Quantity, true, ["qty", "quantity", "units", "sold", "sales qty", "数量", "销售数量", "销量", "出库数量"]),
        new(Amount, false, ["amount", "sales", "net amount", "total", "value", "revenue", "金额", "销售金额", "销售额", "成交金额", "含税金额"]),
        new(Receipt, false, ["sale_id", "receipt", "receipt no", "invoice", "invoice no", "order no", "document", "小票号", "单号", "单据号", "单据编号", "销售单号", "流水号"]),
        new(Store, false, ["store_id", "store", "shop", "outlet", "门店编码", "门店", "店铺", "网点"]),
        s_dealer,
    ];

    public static IReadOnlyList<FeedField> Of(string kind) => kind == FeedKinds.Stock ? s_stock : s_pos;

    /// <summary>Field → place of its column. The remembered header wins, then an equal word, then one that holds it; a column stands for one field.</summary>
    public static Dictionary<string, int> Guess(string kind, IReadOnlyList<string> headers, IReadOnlyDictionary<string, string>? remembered)
    {
        var guessed = new Dictionary<string, int>(StringComparer.Ordinal);
        var plain = headers.Select(Plain).ToList();
        Pass((field, at) => remembered?.GetValueOrDefault(field.Name) is { } header && Plain(header) == plain[at]);
        Pass((field, at) => field.Words.Any(w => Plain(w) == plain[at]));
        Pass((field, at) => plain[at].Length > 2 && field.Words.Any(w => Plain(w) is { Length: > 1 } word && plain[at].Contains(word, StringComparison.Ordinal)));
        return guessed;

        void Pass(Func<FeedField, int, bool> fits)
        {
            foreach (var field in Of(kind))
            {
                var at = guessed.ContainsKey(field.Name) ? -1 : Enumerable.Range(0, headers.Count).FirstOrDefault(i => plain[i].Length > 0 && !guessed.ContainsValue(i) && fits(field, i), -1);
                if (at >= 0)
                {
                    guessed[field.Name] = at;
                }
            }
        }
    }

    /// <summary>True when each needed field is named as the dealer named it before, or by a usual word: then nobody has to be asked.</summary>
    public static bool IsSure(string kind, IReadOnlyList<string> headers, IReadOnlyDictionary<string, string>? remembered)
    {
        var plain = headers.Select(Plain).ToHashSet(StringComparer.Ordinal);
        return Of(kind).Where(f => f.IsNeeded).All(f => (remembered?.GetValueOrDefault(f.Name) is { } header && plain.Contains(Plain(header))) || f.Words.Any(w => plain.Contains(Plain(w))));
    }

    /// <param name="columns">Field → place of its column.</param>
    /// <param name="on">Day of rows in files that have none.</param>
    public static IReadOnlyList<FeedRawRow> Cut(IEnumerable<(int Number, string[] Cells)> rows, IReadOnlyDictionary<string, int> columns, string? on)
    {
        return [.. rows.Where(r => r.Cells.Any(c => !string.IsNullOrWhiteSpace(c))).Select(r => new FeedRawRow(
            r.Number, Cell(r.Cells, Code), Cell(r.Cells, Name), Cell(r.Cells, Date) ?? on, Cell(r.Cells, Quantity), Cell(r.Cells, Amount), Cell(r.Cells, Receipt), Cell(r.Cells, Store), Cell(r.Cells, Dealer)))];

        string? Cell(string[] cells, string field) => columns.TryGetValue(field, out var at) && at < cells.Length && cells[at].Trim() is { Length: > 0 } text ? text : null;
    }

    private static string Plain(string header) => header.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace("_", " ", StringComparison.Ordinal).Split('(', '（')[0].Trim();
}
