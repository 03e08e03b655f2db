using System.Globalization;
using System.Text.RegularExpressions;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>Rows of every fact that a formula may read, from a fixed seed: two years, few dealers and products, gaps, zeros and nothing in optional columns.</summary>
internal static partial class RandomFacts
{
    private const int RowsPerFact = 320;
    private const int RowsPerDimension = 20;
    private static readonly DateOnly s_first = new(2025, 1, 1);
    private static readonly int s_days = new DateOnly(2026, 11, 20).DayNumber - s_first.DayNumber;

    public static List<FactRow> For(MetricCatalog catalog)
    {
        HashSet<string> facts = [.. catalog.Metrics.SelectMany(m => m.Facts), "dealers", "products", "stores"];
        var random = new Random(20_261_126);
        var named = Named(catalog);
        List<FactRow> rows =
        [
            Some.Region("CN", null, "CN/", "nation"),
            Some.Region("CN-E", "CN", "CN/CN-E/", "area"),
            Some.Region("33", "CN-E", "CN/CN-E/33/", "province"),
            Some.Region("3301", "33", "CN/CN-E/33/3301/"),
            Some.Region("3302", "33", "CN/CN-E/33/3302/"),
            Some.Region("3303", "33", "CN/CN-E/33/3303/"),
            Some.Region("CN-S", "CN", "CN/CN-S/", "area"),
            Some.Region("44", "CN-S", "CN/CN-S/44/", "province"),
            Some.Region("4401", "44", "CN/CN-S/44/4401/"),
        ];
        foreach (var (number, region) in rows.OfType<RegionFact>().Index())
        {
            (region.CompetitorOutlets, region.ActiveDealers) = (random.Next(3, 30), number % 3);
        }

        var ids = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["region_id"] = ["3301", "3302", "4401"] };
        foreach (var fact in FactCatalog.Product.Facts.Where(f => facts.Contains(f.Name) && f.Name != "regions")
            .OrderBy(f => !f.IsDimension).ThenBy(f => f.References.Count(r => r.Refers!.IsDimension)))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var number = 0; number < (fact.IsDimension ? RowsPerDimension : RowsPerFact); number++)
            {
                var row = Row(fact, number, random, ids, named);
                if (seen.Add(fact.KeyOf(row)))
                {
                    rows.Add(row);
                }
            }

            if (fact is { IsDimension: true, Key: [var key] })
            {
                ids[key.Name] = [.. seen];
            }
        }

        return rows;
    }

    /// <summary>The words that formulas ask a column for: a condition that no row meets would prove nothing.</summary>
    private static ILookup<(string Fact, string Column), string> Named(MetricCatalog catalog) =>
        (from metric in catalog.Metrics
         from Match condition in Condition().Matches(metric.Definition.Formula)
         from Match word in Word().Matches(condition.Groups["words"].Value)
         from fact in metric.Facts
         select (Key: (fact, condition.Groups["column"].Value), Word: word.Groups[1].Value)).Distinct().ToLookup(n => n.Key, n => n.Word);

    [GeneratedRegex(@"(?<column>\w+)\s*(=|<>|IN|NOT IN)\s*(?<words>'[^']*'|\([^)]*\))")]
    private static partial Regex Condition();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Word();

    private static FactRow Row(FactDefinition fact, int number, Random random, Dictionary<string, string[]> ids, ILookup<(string Fact, string Column), string> named)
    {
        var row = (FactRow)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(fact.Type);
        row.OccurredAt = Some.Noon;

        // A third of the rows is recent, a third a year older. Snapshots lie close, so that a position has several of them; most dimensions began before the facts.
        var age = random.Next(3) switch { 0 => random.Next(s_days), 1 => random.Next(110), _ => 365 + random.Next(110) };
        var day = s_first.AddDays(fact.IsDimension ? random.Next(1_250) - 600 : fact.IsSnapshot ? (s_days - age) / 15 * 15 : s_days - age);
        foreach (var column in fact.Columns)
        {
            var isKey = fact.Key.Contains(column);
            column.Access.Set(row, column == fact.BusinessDate ? FactValue.Of(EpochDay.Of(day)) : Value(column, fact, isKey, day, number, random, ids, named));
        }

        return row;
    }

    private static FactValue Value(FactColumn column, FactDefinition fact, bool isKey, DateOnly day, int number, Random random, Dictionary<string, string[]> ids, ILookup<(string Fact, string Column), string> named)
    {
        // Half of the dealers and stores are still there.
        if (column.IsNullable && (random.Next(5) == 0 || (fact.IsDimension && column.Kind == FactColumnKind.Date && random.Next(2) > 0)))
        {
            return default;
        }

        if (column.Kind == FactColumnKind.Text)
        {
            var words = named[(fact.Name, column.Name)].Where(w => column.Allowed?.Contains(w) != false).ToList();
            return FactValue.Of(words.Count > 0 && random.Next(3) > 0 ? words[random.Next(words.Count)]
                : column.Allowed is { } allowed ? allowed[random.Next(allowed.Count)]
                : isKey && fact.Key.Count == 1 ? $"{fact.Name[..2]}{number.ToString(CultureInfo.InvariantCulture)}"
                : ids.TryGetValue(column.Name, out var known) ? known[random.Next(known.Length)]
                : column.Name is "category" or "brand" ? "ABC"[random.Next(3)].ToString()
                : column.Name == "competitor" && random.Next(3) == 0 ? "none"
                : $"{column.Name[..1]}{random.Next(isKey ? RowsPerFact / 2 : 7).ToString(CultureInfo.InvariantCulture)}");
        }

        var isZero = random.Next(column.Name == "on_hand" ? 3 : 7) == 0;
        var after = fact.IsDimension || column.Name is "cert_expires_on" or "end_on" ? random.Next(700) : random.Next(40) - 3;
        return column.Kind switch
        {
            FactColumnKind.Flag => FactValue.Of(random.Next(3) > 0 ? 1L : 0L),
            FactColumnKind.Date => FactValue.Of(EpochDay.Of(day.AddDays(after))),
            FactColumnKind.Instant => FactValue.Of(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMinutes(random.Next(4_000)).ToUnixTimeMilliseconds()),
            FactColumnKind.Number when column.Name is "progress" or "win_prob" or "failure_prob" or "margin_rate" => FactValue.Of(Math.Round(random.NextDouble(), 2)),
            FactColumnKind.Number => FactValue.Of(isZero ? 0.0 : Math.Round(random.NextDouble() * 100, 1)),
            FactColumnKind.Integer when column.Name is "age_days" or "stage_days" or "latency_ms" or "first_reply_ms" => FactValue.Of(isZero ? 0L : random.Next(400)),
            FactColumnKind.Integer when column.Name == "level_no" => FactValue.Of((long)random.Next(1, 4)),
            FactColumnKind.Integer => FactValue.Of((long)random.Next(isKey ? 1 : 0, isKey ? 4 : 12)),
            _ when column.Name == "avg_daily_demand" => FactValue.Of(isZero ? 0L : random.Next(1, 20_000)),
            _ => FactValue.Of(isZero ? 0L : random.Next(1, 900_000)),
        };
    }
}
