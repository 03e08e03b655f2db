using System.Globalization;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>Rows of every fact that a formula may read, from a fixed seed: two years, few dealers and products, gaps, zeros and nothing in optional columns.</summary>
internal static class RandomFacts
{
    private const int RowsPerFact = 150;
    private static readonly DateOnly s_first = new(2025, 1, 1);
    private static readonly int s_days = new DateOnly(2026, 11, 20).DayNumber - s_first.DayNumber;

    public static List<FactRow> For(MetricCatalog catalog)
    {
        HashSet<string> facts = [.. catalog.Metrics.SelectMany(m => m.Facts), "dealers", "products", "stores"];
        var random = new Random(20_261_126);
        List<FactRow> rows =
        [
            Some.Region("CN", null, "CN/", "nation"),
            Some.Region("CN-E", "CN", "CN/CN-E/", "area"),
            Some.Region("33", "CN-E", "CN/CN-E/33/", "province"),
            Some.Region("3301", "33", "CN/CN-E/33/3301/"),
            Some.Region("3302", "33", "CN/CN-E/33/3302/"),
            Some.Region("CN-S", "CN", "CN/CN-S/", "area"),
            Some.Region("44", "CN-S", "CN/CN-S/44/", "province"),
            Some.Region("4401", "44", "CN/CN-S/44/4401/"),
        ];
        foreach (var region in rows.OfType<RegionFact>())
        {
            (region.CompetitorOutlets, region.ActiveDealers) = (random.Next(3, 30), random.Next(3));
        }

        var ids = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["region_id"] = ["3301", "3302", "4401"] };
        foreach (var fact in FactCatalog.Product.Facts.Where(f => facts.Contains(f.Name) && f.Name != "regions").OrderBy(f => f.References.Count(r => r.Refers!.IsDimension && f.IsDimension)))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var number = 0; number < (fact.IsDimension ? 9 : RowsPerFact); number++)
            {
                var row = Row(fact, number, random, ids);
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

    private static FactRow Row(FactDefinition fact, int number, Random random, Dictionary<string, string[]> ids)
    {
        var row = (FactRow)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(fact.Type);
        row.OccurredAt = Some.Noon;

        // A third of the rows is recent, a third a year older. Snapshots lie close, so that a position has several of them; dimensions began before the facts.
        var age = random.Next(3) switch { 0 => random.Next(s_days), 1 => random.Next(110), _ => 365 + random.Next(110) };
        var day = s_first.AddDays(fact.IsDimension ? -random.Next(600) : fact.IsSnapshot ? (s_days - age) / 15 * 15 : s_days - age);
        foreach (var column in fact.Columns)
        {
            var isKey = fact.Key.Contains(column);
            column.Access.Set(row, column == fact.BusinessDate ? FactValue.Of(EpochDay.Of(day)) : Value(column, fact, isKey, day, number, random, ids));
        }

        return row;
    }

    private static FactValue Value(FactColumn column, FactDefinition fact, bool isKey, DateOnly day, int number, Random random, Dictionary<string, string[]> ids)
    {
        // Most dealers and stores are still there.
        if (column.IsNullable && (random.Next(5) == 0 || (fact.IsDimension && column.Kind == FactColumnKind.Date && random.Next(4) > 0)))
        {
            return default;
        }

        if (column.Kind == FactColumnKind.Text)
        {
            return FactValue.Of(column.Allowed is { } allowed ? allowed[random.Next(allowed.Count)]
                : isKey && fact.Key.Count == 1 ? $"{fact.Name[..2]}{number.ToString(CultureInfo.InvariantCulture)}"
                : ids.TryGetValue(column.Name, out var known) ? known[random.Next(known.Length)]
                : column.Name is "category" or "brand" ? "ABC"[random.Next(3)].ToString()
                : column.Name == "competitor" && random.Next(3) == 0 ? "none"
                : $"{column.Name[..1]}{random.Next(7).ToString(CultureInfo.InvariantCulture)}");
        }

        var isZero = random.Next(7) == 0;
        var after = random.Next(40) - 3;
        return column.Kind switch
        {
            FactColumnKind.Flag => FactValue.Of((long)random.Next(2)),
            FactColumnKind.Date => FactValue.Of(EpochDay.Of(day.AddDays(after))),
            FactColumnKind.Instant => FactValue.Of(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMinutes(random.Next(4_000)).ToUnixTimeMilliseconds()),
            FactColumnKind.Number when column.Name is "progress" or "win_prob" or "failure_prob" or "margin_rate" => FactValue.Of(Math.Round(random.NextDouble(), 2)),
            FactColumnKind.Number => FactValue.Of(isZero ? 0.0 : Math.Round(random.NextDouble() * 100, 1)),
            FactColumnKind.Integer => FactValue.Of((long)random.Next(isKey ? 1 : 0, isKey ? 4 : 12)),
            _ => FactValue.Of(isZero ? 0L : random.Next(1, 900_000)),
        };
    }
}
