using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>
/// The formula language of domain.md M1 read off the syntax tree over rows in memory: slow, plain, and without a line of the engine's. Numbers are
/// decimals in natural units, a missing value is null, a condition is a bool or null.
/// </summary>
internal sealed class NaiveMetrics
{
    private const int SnapshotReach = 45;
    private readonly Dictionary<string, List<NaiveRow>> facts;
    private readonly Dictionary<string, Dictionary<string, NaiveRow>> dimensions;
    private readonly HashSet<string> parents;

    public NaiveMetrics(IEnumerable<FactRow> rows)
    {
        facts = rows.GroupBy(FactCatalog.Product.Of).ToDictionary(g => g.Key.Name, g => g.Select(r => new NaiveRow(g.Key, r)).ToList(), StringComparer.Ordinal);
        dimensions = new[] { "dealer", "product", "region", "store" }.ToDictionary(d => d, d => facts[d + "s"].ToDictionary(r => (string)r[d + "_id"]!, StringComparer.Ordinal), StringComparer.Ordinal);
        parents = [.. facts["regions"].Select(r => r["parent_region_id"]).OfType<string>()];
    }

    public decimal? Value(string formula, MetricSlice slice, Period period) => new Question(this, slice, period).Outer(FormulaParser.Parse(formula), isTotal: false);

    /// <summary>A row's value of a dimension, the region with all its ancestors.</summary>
    private IEnumerable<string> ValuesOf(NaiveRow row, string dimension)
    {
        var value = dimension switch
        {
            "tier" or "segment" => row.Fact == "dealers" ? row[dimension] : Far(row, "dealer")?[dimension],
            "category" or "brand" => Far(row, "product")?[dimension],
            "kind" or "source" => row[dimension],
            "region" => row.Has("region_id") && row["region_id"] is { } own ? own : Far(row, "dealer")?["region_id"],
            _ => row[dimension + "_id"],
        };
        return value is not string text ? [] : dimension == "region" ? ((string)dimensions["region"][text]["path"]!).Split('/') : [text];
    }

    private NaiveRow? Far(NaiveRow row, string dimension)
    {
        if (row.Fact == dimension + "s")
        {
            return row;
        }

        var key = row.Has(dimension + "_id") ? row[dimension + "_id"] : Far(row, "dealer")?[dimension + "_id"];
        return key is string text ? dimensions[dimension].GetValueOrDefault(text) : null;
    }

    private sealed class Question(NaiveMetrics world, MetricSlice slice, Period period)
    {
        public decimal? Outer(FormulaNode node, bool isTotal) => node switch
        {
            NumberNode number => number.Value,
            NegateNode negate => -Outer(negate.Operand, isTotal),
            BinaryNode binary => Arithmetic(binary.Operator, Outer(binary.Left, isTotal), Outer(binary.Right, isTotal)),
            CallNode { Function: "ABS" } call => Outer(call.Arguments[0], isTotal) is { } value ? Math.Abs(value) : null,
            CallNode { Function: "TOTAL" } call => Outer(call.Arguments[0], isTotal: true),
            TermNode term => Term(term, isTotal),
            _ => throw new InvalidOperationException(node.ToString()),
        };

        private decimal? Term(TermNode term, bool isTotal)
        {
            var window = term.Window?.Name ?? "P";
            var (from, to) = Days(window);
            var definition = FactCatalog.Product.Find(term.Fact.Name)!;
            var date = term.On?.Name ?? definition.BusinessDate?.Name;
            var rows = world.facts[term.Fact.Name].Where(r => isTotal || slice.Values.All(v => world.ValuesOf(r, v.Key).Contains(v.Value)));
            if (term.Fact.Name == "regions")
            {
                rows = rows.Where(r => !world.parents.Contains((string)r["region_id"]!));
            }

            var all = (date is null ? rows : rows.Where(r => r[date] is DateOnly day && day < to)).ToList();
            if (window is "START" or "END")
            {
                all = [.. all.Where(r => (DateOnly)r[date!]! >= to.AddDays(-SnapshotReach))
                    .GroupBy(r => string.Join('|', definition.Key.Where(k => k.Name != date).Select(k => r[k.Name])))
                    .Select(g => g.MaxBy(r => (DateOnly)r[date!]!)!)];
            }

            all = [.. all.Where(r => term.Where is null || Holds(term.Where, r))];
            if (term.Aggregate is "KEPT" or "FIRST" or "LAPSED")
            {
                return IdSet(term, all, date!, from!.Value);
            }

            var inside = from is { } start ? [.. all.Where(r => (DateOnly)r[date!]! >= start)] : all;
            return term.By is null ? Plain(term.Aggregate, term.Operand, inside) : Grouped(term, inside);
        }

        private decimal? IdSet(TermNode term, List<NaiveRow> all, string date, DateOnly from)
        {
            var dated = all.Select(r => (Id: Row(term.Operand, r), Day: (DateOnly)r[date]!)).Where(r => r.Id is not null).ToList();
            var now = dated.Where(r => r.Day >= from).Select(r => r.Id).ToHashSet();
            if (term.Aggregate == "FIRST")
            {
                return dated.Count == 0 ? null : now.Except(dated.Where(r => r.Day < from).Select(r => r.Id)).Count();
            }

            var (priorFrom, priorTo) = Before(from, Days(term.Window?.Name ?? "P").To);
            var before = dated.Where(r => r.Day >= priorFrom && r.Day < priorTo).Select(r => r.Id).ToHashSet();
            return now.Count + before.Count == 0 ? null : term.Aggregate == "KEPT" ? now.Intersect(before).Count() : before.Except(now).Count();
        }

        private decimal? Grouped(TermNode term, List<NaiveRow> rows)
        {
            var groups = rows.Select(r => (Key: Row(term.By!, r), Row: r)).Where(r => r.Key is not null).GroupBy(r => r.Key!, r => r.Row)
                .Select(g => (g.Key, Value: OfGroup(term.Operand, [.. g]))).Where(g => g.Value is not null)
                .Select(g => (g.Key, Value: g.Value!.Value)).ToList();
            var any = groups.Count > 0;
            groups = [.. groups.Where(g => term.Having is null || Having(term.Having, g.Value))];
            if (term.Aggregate == "GCOUNT")
            {
                return any ? groups.Count : null;
            }

            var values = groups.Select(g => g.Value).OrderDescending().ToList();
            var (count, sum) = (values.Count, values.Sum());
            if (count == 0)
            {
                return null;
            }

            return term.Aggregate switch
            {
                "GAVG" => sum / count,
                "GCV" => Divide(Deviation(values), sum / count),
                "HHI" => sum == 0 ? null : values.Sum(v => v / sum * (v / sum)),
                "TOP20" => Divide(values.Take((int)Math.Ceiling(count * 0.2m)).Sum(), sum),
                "TOP1" => Divide(values[0], sum),
                "SLOPE" => Slope([.. groups.Select(g => ((decimal)(int)g.Key, g.Value))]),
                _ => throw new InvalidOperationException(term.Aggregate),
            };
        }

        private static decimal? Slope(List<(decimal X, decimal Y)> points)
        {
            var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
            return Divide(Divide(points.Sum(p => (p.X - x) * (p.Y - y)), points.Sum(p => (p.X - x) * (p.X - x))), y);
        }

        private static decimal Deviation(List<decimal> values)
        {
            var mean = values.Average();
            return (decimal)Math.Sqrt((double)(values.Sum(v => (v - mean) * (v - mean)) / values.Count));
        }

        // The value of a group: aggregates of its rows and arithmetic between them.
        private decimal? OfGroup(FormulaNode node, List<NaiveRow> rows) => node switch
        {
            NumberNode number => number.Value,
            BinaryNode binary => Arithmetic(binary.Operator, OfGroup(binary.Left, rows), OfGroup(binary.Right, rows)),
            CallNode call => Plain(call.Function, call.Arguments[0], rows),
            _ => throw new InvalidOperationException(node.ToString()),
        };

        private decimal? Plain(string aggregate, FormulaNode operand, List<NaiveRow> rows)
        {
            if (operand is StarNode)
            {
                return rows.Count;
            }

            var present = rows.Select(r => Row(operand, r)).Where(v => v is not null).ToList();
            if (aggregate is "COUNT" or "COUNTD")
            {
                return aggregate == "COUNT" ? present.Count : present.Distinct().Count();
            }

            var values = present.Select(v => Number(v)!.Value).Order().ToList();
            if (values.Count == 0)
            {
                return aggregate == "SUM" && rows.Count == 0 ? 0 : null;
            }

            return aggregate switch
            {
                "SUM" => values.Sum(),
                "AVG" => values.Average(),
                "MIN" => values[0],
                "MAX" => values[^1],
                "MEDIAN" => (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2,
                "P90" => values[(int)Math.Ceiling(values.Count * 0.9m) - 1],
                "STDEV" => Deviation(values),
                _ => throw new InvalidOperationException(aggregate),
            };
        }

        private bool Holds(FormulaNode node, NaiveRow row) => Row(node, row) is true;

        private static bool Having(FormulaNode node, decimal value) => node switch
        {
            BinaryNode { Operator: "AND" } and => Having(and.Left, value) && Having(and.Right, value),
            BinaryNode compare => Compare(compare.Operator, HavingValue(compare.Left, value), HavingValue(compare.Right, value)) is true,
            _ => throw new InvalidOperationException(node.ToString()),
        };

        private static object HavingValue(FormulaNode node, decimal value) => node is NumberNode number ? number.Value : value;

        private object? Row(FormulaNode node, NaiveRow row)
        {
            switch (node)
            {
                case NumberNode number:
                    return number.Value;
                case TextNode text:
                    return text.Value;
                case NameNode { Dimension: null, Name: "PSTART" }:
                    return period.Start;
                case NameNode { Dimension: null, Name: "PEND" }:
                    return period.End;
                case NameNode name:
                    return name.Dimension is null ? row[name.Name] : world.Far(row, name.Dimension)?[name.Name];
                case NegateNode negate:
                    return -Number(Row(negate.Operand, row));
                case NotNode not:
                    return Row(not.Operand, row) is bool truth ? !truth : null;
                case IsNullNode isNull:
                    return (Row(isNull.Operand, row) is null) != isNull.Negated;
                case InNode list:
                    return Row(list.Operand, row) is { } member ? list.Values.Any(v => Equals(Row(v, row), member)) != list.Negated : null;
                case CallNode call:
                    return Call(call, row);
                case BinaryNode { Operator: "AND" or "OR" } logic:
                    return Logic(logic.Operator == "AND", Row(logic.Left, row) as bool?, Row(logic.Right, row) as bool?);
                case BinaryNode { Operator: "||" } join:
                    return Row(join.Left, row) is string left && Row(join.Right, row) is string right ? left + right : null;
                case BinaryNode { Operator: "+" or "-" or "*" or "/" } binary:
                    return Arithmetic(binary.Operator, RowNumber(binary.Left, row), RowNumber(binary.Right, row));
                case BinaryNode compare:
                    return Compare(compare.Operator, Row(compare.Left, row), Row(compare.Right, row));
                default:
                    throw new InvalidOperationException(node.ToString());
            }
        }

        // A comparison inside arithmetic is 1 or 0, and 0 where it has no answer.
        private decimal? RowNumber(FormulaNode node, NaiveRow row) =>
            node is BinaryNode { Operator: "=" or "<>" or "<" or "<=" or ">" or ">=" } ? Holds(node, row) ? 1 : 0 : Number(Row(node, row));

        private object? Call(CallNode call, NaiveRow row)
        {
            var first = Row(call.Arguments[0], row);
            if (call.Function is "MONTH")
            {
                return first is DateOnly day ? (day.Year * 12) + day.Month : null;
            }

            if (call.Function is "MAX0" or "ABS")
            {
                return Number(first) is { } value ? call.Function == "ABS" ? Math.Abs(value) : Math.Max(0, value) : null;
            }

            var days = (first, Row(call.Arguments[1], row)) switch
            {
                (DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber,
                (DateTimeOffset from, DateTimeOffset to) => (decimal)(to - from).Ticks / TimeSpan.TicksPerDay,
                _ => (decimal?)null,
            };
            return call.Function switch { "DAYS" => days, "HOURS" => days * 24, _ => days * 1440 };
        }

        private static bool? Logic(bool isAnd, bool? left, bool? right) => isAnd ? left & right : left | right;

        private static object? Compare(string symbol, object? left, object? right)
        {
            if (left is null || right is null)
            {
                return null;
            }

            var order = left is string text ? string.CompareOrdinal(text, (string)right) : ((IComparable)left).CompareTo(right);
            return symbol switch { "=" => order == 0, "<>" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
        }

        private static decimal? Number(object? value) => value is bool truth ? truth ? 1 : 0 : (decimal?)value;

        private static decimal? Arithmetic(string symbol, decimal? left, decimal? right) => symbol switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            _ => Divide(left, right),
        };

        private static decimal? Divide(decimal? left, decimal? right) => right is null or 0 ? null : left / right;

        private (DateOnly? From, DateOnly To) Days(string window)
        {
            var (start, end) = (period.Start, period.End);
            var year = new DateOnly(end.AddDays(-1).Year, 1, 1);
            return window switch
            {
                "P" => (start, end),
                "PP" => Before(start, end),
                "PY" => (start.AddYears(-1), end.AddYears(-1)),
                "YTD" => (year, end),
                "YTDPY" => (year.AddYears(-1), end.AddYears(-1)),
                "N1" => (end, end.AddMonths(1)),
                "START" => (null, start),
                "END" or "ALL" => (null, end),
                _ => Rolling(int.Parse(window.TrimStart('R').TrimEnd('P'), System.Globalization.CultureInfo.InvariantCulture), window.EndsWith('P')),
            };

            (DateOnly?, DateOnly) Rolling(int months, bool isPrior) =>
                isPrior ? (end.AddMonths(-2 * months), end.AddMonths(-months)) : (end.AddMonths(-months), end);
        }

        // As many months before where the stretch is made of whole months, else as many days.
        private static (DateOnly From, DateOnly To) Before(DateOnly from, DateOnly to) => from.Day == 1 && to.Day == 1
            ? (from.AddMonths(-((to.Year - from.Year) * 12) - to.Month + from.Month), from)
            : (from.AddDays(from.DayNumber - to.DayNumber), from);
    }

    private sealed class NaiveRow(FactDefinition definition, FactRow row)
    {
        private readonly Dictionary<string, object?> values = definition.Columns.ToDictionary(c => c.Name, c => Natural(c, c.Property.GetValue(row)), StringComparer.Ordinal);

        public string Fact => definition.Name;

        public object? this[string column] => values[column];

        public bool Has(string column) => values.ContainsKey(column);

        private static object? Natural(FactColumn column, object? value) => value switch
        {
            bool flag => flag ? 1m : 0m,
            long scaled => scaled / (decimal)column.Scale,
            int whole => whole / (decimal)column.Scale,
            double real => (decimal)real,
            _ => value,
        };
    }
}
