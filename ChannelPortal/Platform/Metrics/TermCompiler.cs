using System.Globalization;

namespace ChannelPortal.Platform.Metrics;

/// <summary>A term to compile: whose rows it reads and in which of the asked periods.</summary>
/// <param name="Ordinal">Its place among the answers.</param>
/// <param name="Period">Index of the period whose windows it reads.</param>
internal readonly record struct StatementPart(int Ordinal, TermRequest Request, StatementShape Shape, int Period);

/// <summary>
/// Compiles terms that read the same rows to one SELECT with the columns t (ordinal), k (group), e (exact sum in stored units), r (real),
/// q (second real), d (divisor) and n (fact rows behind the value). Division by the divisor and roots happen outside, so that sums leave the
/// database exact.
/// </summary>
internal sealed class TermCompiler
{
    private readonly SqlDialect dialect;
    private readonly IReadOnlyList<StatementPart> parts;
    private readonly BoundTerm term;
    private readonly TermReach reach;
    private readonly TermRows rows;
    private readonly TermExpressions expressions;
    private readonly Func<ParameterSource, string> parameter;

    /// <param name="parts">Parts with one <see cref="TermRows.ScanOf"/>, or a single one.</param>
    public TermCompiler(SqlDialect dialect, MetricVocabulary vocabulary, IReadOnlyList<StatementPart> parts, Func<ParameterSource, string> parameter)
    {
        (this.dialect, this.parts, this.parameter) = (dialect, parts, parameter);
        (term, reach) = parts[0].Request;
        rows = new TermRows(dialect, vocabulary, parts[0], parameter);
        expressions = new TermExpressions(dialect, rows);
    }

    /// <summary>The term's value is in <c>e</c>, with this many stored units to a natural one; otherwise in <c>r</c>.</summary>
    public static int? ExactScale(BoundTerm term) => term.Aggregate switch
    {
        MetricAggregate.Count or MetricAggregate.CountDistinct or MetricAggregate.GroupCount => 1,
        MetricAggregate.Kept or MetricAggregate.First or MetricAggregate.Lapsed => 1,
        MetricAggregate.Sum or MetricAggregate.Average or MetricAggregate.Minimum or MetricAggregate.Maximum or
            MetricAggregate.Median or MetricAggregate.P90 when term.Operand!.Kind.AsNumber is { Class: ValueClass.Exact } kind => kind.Scale,
        _ => null,
    };

    public string Compile() => parts.Count > 1 ? Shared()
        : reach == TermReach.Peers ? Peers(parts[0].Ordinal)
        : term.IsGrouped ? Grouped(parts[0].Ordinal)
        : term.IsIdSet ? IdSet(parts[0].Ordinal)
        : term.Aggregate is MetricAggregate.Median or MetricAggregate.P90 or MetricAggregate.Deviation ? Ordered(parts[0].Ordinal)
        : Plain(parts[0].Ordinal);

    private string Plain(int ordinal)
    {
        var (exact, real, divisor, count) = Aggregate(term, condition: null);
        return Select(ordinal, rows.Group, exact, real, null, divisor, count, From()) + (rows.Group is null ? "" : $" GROUP BY {rows.Group}");
    }

    // One pass over the rows with a column per value; the ordinals then fold the columns to the rows that readers expect.
    private string Shared()
    {
        var values = parts.Select(p => (p.Ordinal, Value: Aggregate(p.Request.Term, p.Request.Term.Where is { } where ? expressions.Truth(where) : null))).ToList();
        var columns = values.SelectMany(v => new[]
        {
            (Name: "e", v.Ordinal, Text: dialect.ExactSum(v.Value.Exact ?? "NULL"), IsThere: v.Value.Exact is not null),
            (Name: "r", v.Ordinal, Text: dialect.Real(v.Value.Real ?? "NULL"), IsThere: v.Value.Real is not null),
            (Name: "d", v.Ordinal, Text: dialect.Whole(v.Value.Divisor ?? "NULL"), IsThere: v.Value.Divisor is not null),
            (Name: "n", v.Ordinal, Text: dialect.Whole(v.Value.Count), IsThere: true),
        }).Where(c => c.IsThere).ToList();
        var pass = $"(SELECT {Key()} AS k, {string.Join(", ", columns.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Text} AS {c.Name}{c.Ordinal}")))} " +
                   $"{rows.From()}{(rows.Group is null ? "" : $" GROUP BY {rows.Group}")}) g";
        var ordinals = string.Join(" UNION ALL ", values.Select(v => string.Create(CultureInfo.InvariantCulture, $"SELECT {v.Ordinal} AS t")));
        return $"SELECT o.t AS t, g.k AS k, {dialect.ExactSum(Fold("e"))} AS e, {dialect.Real(Fold("r"))} AS r, {dialect.Real("NULL")} AS q, " +
               $"{dialect.Whole(Fold("d"))} AS d, {dialect.Whole(Fold("n"))} AS n FROM {pass} CROSS JOIN ({ordinals}) o";

        string Fold(string name)
        {
            var cases = string.Concat(columns.Where(c => c.Name == name).Select(c => string.Create(CultureInfo.InvariantCulture, $" WHEN {c.Ordinal} THEN g.{name}{c.Ordinal}")));
            return cases.Length == 0 ? "NULL" : $"CASE o.t{cases} END";
        }
    }

    /// <param name="condition">What only this value asks of a row of a shared pass.</param>
    private (string? Exact, string? Real, string? Divisor, string Count) Aggregate(BoundTerm of, string? condition)
    {
        var all = rows.Weight is { } weight ? $"SUM({Of(weight)})" : dialect.Count(condition is null ? "*" : Of("1"));
        return of.Aggregate switch
        {
            MetricAggregate.Count when of.Operand is null => (all, null, null, all),
            MetricAggregate.Count => (Values(), null, null, Values()),
            MetricAggregate.CountDistinct => (dialect.Count("DISTINCT " + Of(expressions.Any(of.Operand!))), null, null, all),
            MetricAggregate.Sum => Number("SUM", null, all),
            MetricAggregate.Average when rows.IsRollup => Number("SUM", all, all),
            MetricAggregate.Average => Number("SUM", Values(), Values()),
            MetricAggregate.Minimum => Number("MIN", null, all),
            MetricAggregate.Maximum => Number("MAX", null, all),
            _ => throw new InvalidOperationException($"{of.Aggregate} is not a plain aggregate."),
        };

        string Of(string value) => condition is null ? value : $"CASE WHEN {condition} THEN {value} END";

        string Values() => dialect.Count(Of(expressions.Any(of.Operand!)));

        (string?, string?, string?, string) Number(string function, string? divisor, string count) =>
            ExactScale(of) is { } scale
                ? ($"{function}({Of(expressions.Exact(of.Operand!, scale))})", null, divisor, count)
                : (null, $"{function}({Of(expressions.Real(of.Operand!))})", divisor, count);
    }

    // Median, nearest-rank percentile and deviation look at the single values, ordered or centred.
    private string Ordered(int ordinal)
    {
        var scale = ExactScale(term);
        var value = scale is { } s && term.Aggregate != MetricAggregate.Deviation ? expressions.Exact(term.Operand!, s) : expressions.Real(term.Operand!);
        var single = $"(SELECT {Key()} AS k, {value} AS v {From()}) x";
        if (term.Aggregate == MetricAggregate.Deviation)
        {
            var centred = $"(SELECT k, v, AVG(v) OVER (PARTITION BY k) AS m FROM {single} WHERE v IS NOT NULL) y";
            return Select(ordinal, "k", null, "SUM((v - m) * (v - m))", null, "COUNT(*)", "COUNT(*)", $"FROM {centred} GROUP BY k");
        }

        var ranked = "(SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v) AS i, COUNT(*) OVER (PARTITION BY k) AS c " +
                     $"FROM {single} WHERE v IS NOT NULL) y";
        var wanted = term.Aggregate == MetricAggregate.Median ? "i IN ((c + 1) / 2, (c + 2) / 2)" : "i = (9 * c + 9) / 10";
        return Select(
            ordinal, "k", scale is null ? null : "SUM(v)", scale is null ? "SUM(v)" : null, null, "COUNT(*)", "MAX(c)",
            $"FROM {ranked} WHERE {wanted} GROUP BY k");
    }

    private string Grouped(int ordinal)
    {
        var by = expressions.Any(term.By!);
        var value = expressions.Real(term.Operand!);
        var groups = $"(SELECT {Key()} AS k, {by} AS g, {value} AS v, {rows.Count} AS n {From($"{by} IS NOT NULL")} GROUP BY {KeyAnd(by)}) x";
        var having = term.Having is null ? "1 = 1" : expressions.Truth(term.Having);
        var kept = $"FROM {groups} WHERE v IS NOT NULL";
        string With(string extra) => $"FROM (SELECT k, g, v, n, {extra} {kept} AND {having}) y GROUP BY k";
        return term.Aggregate switch
        {
            MetricAggregate.GroupCount => Select(
                ordinal, "k", $"SUM(CASE WHEN {having} THEN 1 ELSE 0 END)", null, null, null, "SUM(n)", $"{kept} GROUP BY k"),
            MetricAggregate.GroupAverage => Select(
                ordinal, "k", null, "SUM(v)", null, "COUNT(*)", "SUM(n)", $"{kept} AND {having} GROUP BY k"),
            MetricAggregate.GroupVariation => Select(
                ordinal, "k", null, "SUM((v - m) * (v - m))", "MAX(m)", "COUNT(*)", "SUM(n)", With("AVG(v) OVER (PARTITION BY k) AS m")),
            MetricAggregate.Concentration => Select(
                ordinal, "k", null, "SUM(v * v) / NULLIF(SUM(v) * SUM(v), 0)", null, null, "SUM(n)", $"{kept} AND {having} GROUP BY k"),
            MetricAggregate.Top1 => Select(
                ordinal, "k", null, "MAX(v) / NULLIF(SUM(v), 0)", null, null, "SUM(n)", $"{kept} AND {having} GROUP BY k"),
            MetricAggregate.Top20 => Select(
                ordinal, "k", null, "SUM(CASE WHEN i <= (c + 4) / 5 THEN v ELSE 0 END) / NULLIF(SUM(v), 0)", null, null, "SUM(n)",
                With("ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC) AS i, COUNT(*) OVER (PARTITION BY k) AS c")),
            MetricAggregate.Slope => Select(
                ordinal, "k", null,
                $"SUM(({dialect.Real("g")} - h) * (v - m)) / NULLIF(SUM(({dialect.Real("g")} - h) * ({dialect.Real("g")} - h)) * MAX(m), 0)",
                null, null, "SUM(n)",
                With($"AVG(v) OVER (PARTITION BY k) AS m, AVG({dialect.Real("g")}) OVER (PARTITION BY k) AS h")),
            _ => throw new InvalidOperationException($"{term.Aggregate} is not a group aggregate."),
        };
    }

    private string IdSet(int ordinal)
    {
        var id = expressions.Any(term.Operand!);
        var date = rows.Column(term.Date!);
        var now = $"{date} >= {rows.Window(prior: false, isEnd: false)}";
        if (term.Aggregate == MetricAggregate.First)
        {
            var first = $"(SELECT {Key()} AS k, MIN({date}) AS m {From($"{id} IS NOT NULL")} GROUP BY {KeyAnd(id)}) x";
            return Select(
                ordinal, "k", $"SUM(CASE WHEN m >= {rows.Window(prior: false, isEnd: false)} THEN 1 ELSE 0 END)", null, null, null, "COUNT(*)",
                $"FROM {first} GROUP BY k");
        }

        var before = $"{date} < {rows.Window(prior: true, isEnd: true)}";
        var ids = $"(SELECT {Key()} AS k, MAX(CASE WHEN {now} THEN 1 ELSE 0 END) AS a, MAX(CASE WHEN {before} THEN 1 ELSE 0 END) AS b " +
                  $"{From($"{id} IS NOT NULL")} GROUP BY {KeyAnd(id)}) x";
        var wanted = term.Aggregate == MetricAggregate.Kept ? "a = 1 AND b = 1" : "a = 0 AND b = 1";
        return Select(ordinal, "k", $"SUM(CASE WHEN {wanted} THEN 1 ELSE 0 END)", null, null, null, "COUNT(*)", $"FROM {ids} GROUP BY k");
    }

    private string Peers(int ordinal)
    {
        var dealer = rows.Column(term.Fact.DealerColumn!);
        return Select(
            ordinal, null, dialect.Count("DISTINCT " + dealer), null, null, null, rows.Count,
            From($"NOT ({dialect.InList(dealer, parameter(new ScopeParameter()))})"));
    }

    private string Select(
        int ordinal, string? key, string? exact, string? real, string? extra, string? divisor, string count, string from) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {ordinal} AS t, {dialect.Text(key ?? "NULL")} AS k, {dialect.ExactSum(exact ?? "NULL")} AS e, " +
            $"{dialect.Real(real ?? "NULL")} AS r, {dialect.Real(extra ?? "NULL")} AS q, {dialect.Whole(divisor ?? "NULL")} AS d, " +
            $"{dialect.Whole(count)} AS n {from}");

    // The term's own condition, which a shared pass puts to each value instead.
    private string From(string? also = null) => rows.From(term.Where is { } where ? dialect.Filter(expressions.Truth(where)) : null, also);

    private string Key() => dialect.Text(rows.Group ?? "NULL");

    private string KeyAnd(string column) => rows.Group is null ? column : $"{rows.Group}, {column}";
}
