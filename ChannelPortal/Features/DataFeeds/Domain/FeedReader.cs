using System.Globalization;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>A product of the catalogue as far as feeds ask.</summary>
public sealed record FeedProduct(string ProductId, string Name, string? NameEn, string Unit, string? UnitEn, long ListPrice);

/// <summary>What rows of one dealer and kind are read against.</summary>
/// <param name="Codes">What the dealer calls products.</param>
/// <param name="Past">Earlier quantities of each product, for what is unusual.</param>
internal sealed record FeedKnowledge(
    string DealerId, string Kind, DateOnly Today, IReadOnlyDictionary<string, FeedProduct> Products, IReadOnlyDictionary<string, string> Codes, IReadOnlySet<string> Stores,
    IReadOnlyDictionary<string, RobustSpread> Past, int SpikeZ)
{
    private readonly Lazy<Dictionary<string, string?>> names = new(() => Products.Values.SelectMany(p => new[] { p.Name, p.NameEn }.OfType<string>().Select(n => (Name: n, p.ProductId)))
        .GroupBy(n => n.Name.Trim(), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Select(n => n.ProductId).Distinct(StringComparer.Ordinal).Count() == 1 ? g.First().ProductId : null, StringComparer.OrdinalIgnoreCase));

    /// <summary>By the portal's code, then as the dealer calls it, then by a name that only one product has.</summary>
    public FeedProduct? Find(string text) =>
        Products.GetValueOrDefault(text) ?? (Codes.TryGetValue(FeedProductCode.Normal(text), out var mapped) ? Products.GetValueOrDefault(mapped) : names.Value.GetValueOrDefault(text) is { } named ? Products.GetValueOrDefault(named) : null);
}

/// <summary>A row that was read.</summary>
/// <param name="Problems">Without one the row can be taken.</param>
internal sealed record FeedReading(FeedRawRow Raw, FeedProduct? Product, DateOnly? Day, long? Quantity, long? Amount, string? StoreId, IReadOnlyList<RowProblem> Problems)
{
    public bool IsGood => Problems.Count == 0;

    public bool IsOnlyAsked => Problems.Count > 0 && Problems.All(p => p.IsQuestion);

    /// <summary>Two rows with the same key say the same thing twice.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Raw.Receipt?.Trim()}|{Product?.ProductId}|{Day:yyyyMMdd}|{StoreId}");
}

/// <summary>The one set of checks that every row passes, whichever way it comes.</summary>
internal static class FeedReader
{
    /// <summary>Older data change closed months.</summary>
    public const int OldestDays = 400;

    public static IReadOnlyList<FeedReading> Read(IReadOnlyList<FeedRawRow> rows, FeedKnowledge knowledge)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var read = rows.Select(r => ReadOne(r, knowledge)).ToList();
        for (var i = 0; i < read.Count; i++)
        {
            var row = read[i];
            if (row is { Product: not null, Day: not null } && !seen.TryAdd(row.Key, row.Raw.Line))
            {
                read[i] = row with { Problems = [.. row.Problems, Problem("feed_row_twice", "code", seen[row.Key])] };
            }
        }

        return Ask(read, knowledge);
    }

    private static FeedReading ReadOne(FeedRawRow raw, FeedKnowledge knowledge)
    {
        var problems = new List<RowProblem>();
        if (Said(raw.Dealer) is { } dealer && !string.Equals(dealer, knowledge.DealerId, StringComparison.OrdinalIgnoreCase))
        {
            // Whether that company exists stays unsaid, and so does all else about the row.
            return new FeedReading(raw, null, null, null, null, null, [Problem("feed_foreign", "dealer")]);
        }

        var product = raw.ProductId is { } picked ? knowledge.Products.GetValueOrDefault(picked) : Said(raw.Code) is { } code ? knowledge.Find(code) : Said(raw.Name) is { } name ? knowledge.Find(name) : null;
        if (product is null)
        {
            problems.Add((Said(raw.Code) ?? Said(raw.Name)) is { } unknown ? Problem("feed_product_unknown", "code", unknown) : Problem("feed_product_missing", "code"));
        }

        var day = Said(raw.Date) is { } date ? FeedCells.Day(date) : null;
        if (day is null)
        {
            problems.Add(Said(raw.Date) is { } unreadable ? Problem("feed_date", "date", unreadable) : Problem("feed_date_missing", "date"));
        }
        else if (day > knowledge.Today)
        {
            problems.Add(Problem("feed_date_future", "date", day.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }
        else if (day < knowledge.Today.AddDays(-OldestDays))
        {
            problems.Add(Problem("feed_date_old", "date", OldestDays));
        }

        var quantity = Number(raw.Quantity, "quantity", Money.QuantityScale, isNeeded: true, problems);
        var amount = Number(raw.Amount, "amount", Money.MinorPerMajor, isNeeded: false, problems);
        var store = Said(raw.Store);
        if (store is not null && knowledge.Kind == FeedKinds.Pos && !knowledge.Stores.Contains(store))
        {
            problems.Add(Problem("feed_store_unknown", "store", store));
        }

        return new FeedReading(raw, product, day, quantity, amount, knowledge.Kind == FeedKinds.Pos ? store : null, problems);
    }

    /// <summary>A day's quantity far from what this dealer usually has of the product is asked about; sales are judged by the day, not by the receipt.</summary>
    private static List<FeedReading> Ask(List<FeedReading> read, FeedKnowledge knowledge)
    {
        foreach (var day in read.Select((Row, At) => (Row, At)).Where(r => r.Row.IsGood).GroupBy(r => (r.Row.Product!.ProductId, r.Row.Day)))
        {
            var total = day.Sum(r => r.Row.Quantity!.Value);
            if (knowledge.Past.TryGetValue(day.Key.ProductId, out var past) && Math.Abs(past.ZOf(total)) > knowledge.SpikeZ)
            {
                foreach (var (row, at) in day.Where(r => !r.Row.Raw.IsConfirmed))
                {
                    read[at] = row with { Problems = [Problem("feed_spike", "quantity", Text(total / (decimal)Money.QuantityScale), Text(past.Median / Money.QuantityScale))] };
                }
            }
        }

        return read;
    }

    private static long? Number(string? text, string field, int scale, bool isNeeded, List<RowProblem> problems)
    {
        if (Said(text) is not { } said)
        {
            if (isNeeded)
            {
                problems.Add(Problem("feed_number_missing", field));
            }

            return null;
        }

        var number = FeedCells.Number(said, scale);
        if (number is null or < 0)
        {
            problems.Add(Problem(number is null ? "feed_number" : "feed_negative", field, said));
        }

        return number;
    }

    private static string? Said(string? text) => text?.Trim() is { Length: > 0 } said ? said : null;

    private static string Text(decimal value) => value.ToString("#,##0.###", CultureInfo.InvariantCulture);

    private static RowProblem Problem(string code, string field, params object[] args) => new(code, field, [.. args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? "")]);
}
