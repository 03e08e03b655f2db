using System.Globalization;
using System.Text;
using ChannelPortal.Platform.Facts;

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
    private const string Row = "f";
    private readonly SqlDialect dialect;
    private readonly MetricVocabulary vocabulary;
    private readonly StatementShape shape;
    private readonly Func<ParameterSource, string> parameter;
    private readonly IReadOnlyList<StatementPart> parts;
    private readonly BoundTerm term;
    private readonly TermReach reach;
    private readonly RowSource source;
    private readonly Dictionary<ColumnPath, string> joins = [];
    private readonly StringBuilder joinText = new();
    private readonly string? group;

    /// <param name="parts">Parts with one <see cref="ScanOf"/>, or a single one.</param>
    public TermCompiler(SqlDialect dialect, MetricVocabulary vocabulary, IReadOnlyList<StatementPart> parts, Func<ParameterSource, string> parameter)
    {
        (this.dialect, this.vocabulary, this.parts, this.parameter) = (dialect, vocabulary, parts, parameter);
        shape = parts[0].Shape;
        (term, reach) = parts[0].Request;
        source = SourceOf(vocabulary, parts[0]);
        group = reach == TermReach.Slice && shape.Group is { } name ? GroupKey(vocabulary.Get(name)) : null;
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

    /// <summary>Plain aggregates with the same scan read the same rows, so that one pass answers all of them. Null for others.</summary>
    public static string? ScanOf(MetricVocabulary vocabulary, StatementPart part) =>
        part.Request is { Reach: not TermReach.Peers, Term: { Aggregate: <= MetricAggregate.Maximum } plain }
            ? $"{part.Period}|{part.Request.Reach}|{SourceOf(vocabulary, part).Table}|{plain.Date?.Name}|{plain.Window}"
            : null;

    public string Compile() => parts.Count > 1 ? Shared()
        : reach == TermReach.Peers ? Peers(parts[0].Ordinal)
        : term.IsGrouped ? Grouped(parts[0].Ordinal)
        : term.IsIdSet ? IdSet(parts[0].Ordinal)
        : term.Aggregate is MetricAggregate.Median or MetricAggregate.P90 or MetricAggregate.Deviation ? Ordered(parts[0].Ordinal)
        : Plain(parts[0].Ordinal);

    private static RowSource SourceOf(MetricVocabulary vocabulary, StatementPart part)
    {
        var asked = part.Request.Term;
        return RowSource.Choose(asked, [.. NeededColumns(vocabulary, part)], MetricWindows.IsWholeMonths(asked.Window, part.Shape.StartIsFirst, part.Shape.EndIsFirst));
    }

    private string Plain(int ordinal)
    {
        var (exact, real, divisor, count) = Aggregate(term, condition: null);
        return Select(ordinal, group, exact, real, null, divisor, count, Base()) + (group is null ? "" : $" GROUP BY {group}");
    }

    // One pass over the rows with a column per value; the ordinals then fold the columns to the rows that readers expect.
    private string Shared()
    {
        var values = parts.Select(p => (p.Ordinal, Value: Aggregate(p.Request.Term, p.Request.Term.Where is { } where ? Truth(where) : null))).ToList();
        var columns = values.SelectMany(v => new[]
        {
            (Name: "e", v.Ordinal, Text: dialect.ExactSum(v.Value.Exact ?? "NULL"), IsThere: v.Value.Exact is not null),
            (Name: "r", v.Ordinal, Text: dialect.Real(v.Value.Real ?? "NULL"), IsThere: v.Value.Real is not null),
            (Name: "d", v.Ordinal, Text: dialect.Whole(v.Value.Divisor ?? "NULL"), IsThere: v.Value.Divisor is not null),
            (Name: "n", v.Ordinal, Text: dialect.Whole(v.Value.Count), IsThere: true),
        }).Where(c => c.IsThere).ToList();
        var pass = $"(SELECT {Key()} AS k, {string.Join(", ", columns.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Text} AS {c.Name}{c.Ordinal}")))} " +
                   $"{Base(hasOwnConditions: true)}{(group is null ? "" : $" GROUP BY {group}")}) g";
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
        var rows = source.RowsColumn is { } column ? $"SUM({Of($"{Row}.{dialect.Quote(column)}")})" : dialect.Count(condition is null ? "*" : Of("1"));
        return of.Aggregate switch
        {
            MetricAggregate.Count when of.Operand is null => (rows, null, null, rows),
            MetricAggregate.Count => (Values(), null, null, Values()),
            MetricAggregate.CountDistinct => (dialect.Count("DISTINCT " + Of(Any(of.Operand!))), null, null, rows),
            MetricAggregate.Sum => Number("SUM", null, rows),
            MetricAggregate.Average when source.Rollup is not null => Number("SUM", rows, rows),
            MetricAggregate.Average => Number("SUM", Values(), Values()),
            MetricAggregate.Minimum => Number("MIN", null, rows),
            MetricAggregate.Maximum => Number("MAX", null, rows),
            _ => throw new InvalidOperationException($"{of.Aggregate} is not a plain aggregate."),
        };

        string Of(string value) => condition is null ? value : $"CASE WHEN {condition} THEN {value} END";

        string Values() => dialect.Count(Of(Any(of.Operand!)));

        (string?, string?, string?, string) Number(string function, string? divisor, string count) =>
            ExactScale(of) is { } scale
                ? ($"{function}({Of(Exact(of.Operand!, scale))})", null, divisor, count)
                : (null, $"{function}({Of(Real(of.Operand!))})", divisor, count);
    }

    // Median, nearest-rank percentile and deviation look at the single values, ordered or centred.
    private string Ordered(int ordinal)
    {
        var scale = ExactScale(term);
        var value = scale is { } s && term.Aggregate != MetricAggregate.Deviation ? Exact(term.Operand!, s) : Real(term.Operand!);
        var rows = $"(SELECT {Key()} AS k, {value} AS v {Base()}) x";
        if (term.Aggregate == MetricAggregate.Deviation)
        {
            var centred = $"(SELECT k, v, AVG(v) OVER (PARTITION BY k) AS m FROM {rows} WHERE v IS NOT NULL) y";
            return Select(ordinal, "k", null, "SUM((v - m) * (v - m))", null, "COUNT(*)", "COUNT(*)", $"FROM {centred} GROUP BY k");
        }

        var ranked = "(SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v) AS i, COUNT(*) OVER (PARTITION BY k) AS c " +
                     $"FROM {rows} WHERE v IS NOT NULL) y";
        var wanted = term.Aggregate == MetricAggregate.Median ? "i IN ((c + 1) / 2, (c + 2) / 2)" : "i = (9 * c + 9) / 10";
        return Select(
            ordinal, "k", scale is null ? null : "SUM(v)", scale is null ? "SUM(v)" : null, null, "COUNT(*)", "MAX(c)",
            $"FROM {ranked} WHERE {wanted} GROUP BY k");
    }

    private string Grouped(int ordinal)
    {
        var by = Any(term.By!);
        var value = Real(term.Operand!);
        var groups = $"(SELECT {Key()} AS k, {by} AS g, {value} AS v, {RowCount()} AS n {Base($"{by} IS NOT NULL")} " +
                     $"GROUP BY {(group is null ? "" : group + ", ")}{by}) x";
        var having = term.Having is null ? "1 = 1" : Truth(term.Having);
        var kept = $"FROM {groups} WHERE v IS NOT NULL";
        string From(string extra) => $"FROM (SELECT k, g, v, n, {extra} {kept} AND {having}) y GROUP BY k";
        return term.Aggregate switch
        {
            MetricAggregate.GroupCount => Select(
                ordinal, "k", $"SUM(CASE WHEN {having} THEN 1 ELSE 0 END)", null, null, null, "SUM(n)", $"{kept} GROUP BY k"),
            MetricAggregate.GroupAverage => Select(
                ordinal, "k", null, "SUM(v)", null, "COUNT(*)", "SUM(n)", $"{kept} AND {having} GROUP BY k"),
            MetricAggregate.GroupVariation => Select(
                ordinal, "k", null, "SUM((v - m) * (v - m))", "MAX(m)", "COUNT(*)", "SUM(n)", From("AVG(v) OVER (PARTITION BY k) AS m")),
            MetricAggregate.Concentration => Select(
                ordinal, "k", null, "SUM(v * v) / NULLIF(SUM(v) * SUM(v), 0)", null, null, "SUM(n)", $"{kept} AND {having} GROUP BY k"),
            MetricAggregate.Top1 => Select(
                ordinal, "k", null, "MAX(v) / NULLIF(SUM(v), 0)", null, null, "SUM(n)", $"{kept} AND {having} GROUP BY k"),
            MetricAggregate.Top20 => Select(
                ordinal, "k", null, "SUM(CASE WHEN i <= (c + 4) / 5 THEN v ELSE 0 END) / NULLIF(SUM(v), 0)", null, null, "SUM(n)",
                From("ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC) AS i, COUNT(*) OVER (PARTITION BY k) AS c")),
            MetricAggregate.Slope => Select(
                ordinal, "k", null,
                $"SUM(({dialect.Real("g")} - h) * (v - m)) / NULLIF(SUM(({dialect.Real("g")} - h) * ({dialect.Real("g")} - h)) * MAX(m), 0)",
                null, null, "SUM(n)",
                From($"AVG(v) OVER (PARTITION BY k) AS m, AVG({dialect.Real("g")}) OVER (PARTITION BY k) AS h")),
            _ => throw new InvalidOperationException($"{term.Aggregate} is not a group aggregate."),
        };
    }

    private string IdSet(int ordinal)
    {
        var id = Any(term.Operand!);
        var date = Column(term.Date!);
        var now = $"{date} >= {Window(prior: false, isEnd: false)}";
        if (term.Aggregate == MetricAggregate.First)
        {
            var first = $"(SELECT {Key()} AS k, MIN({date}) AS m {Base($"{id} IS NOT NULL")} GROUP BY {(group is null ? "" : group + ", ")}{id}) x";
            return Select(
                ordinal, "k", $"SUM(CASE WHEN m >= {Window(prior: false, isEnd: false)} THEN 1 ELSE 0 END)", null, null, null, "COUNT(*)",
                $"FROM {first} GROUP BY k");
        }

        var before = $"{date} < {Window(prior: true, isEnd: true)}";
        var ids = $"(SELECT {Key()} AS k, MAX(CASE WHEN {now} THEN 1 ELSE 0 END) AS a, MAX(CASE WHEN {before} THEN 1 ELSE 0 END) AS b " +
                  $"{Base($"{id} IS NOT NULL")} GROUP BY {(group is null ? "" : group + ", ")}{id}) x";
        var wanted = term.Aggregate == MetricAggregate.Kept ? "a = 1 AND b = 1" : "a = 0 AND b = 1";
        return Select(ordinal, "k", $"SUM(CASE WHEN {wanted} THEN 1 ELSE 0 END)", null, null, null, "COUNT(*)", $"FROM {ids} GROUP BY k");
    }

    private string Peers(int ordinal)
    {
        var dealer = Column(term.Fact.DealerColumn!);
        return Select(
            ordinal, null, dialect.Count("DISTINCT " + dealer), null, null, null, RowCount(),
            Base($"NOT ({dialect.InList(dealer, parameter(new ScopeParameter()))})"));
    }

    private string Select(
        int ordinal, string? key, string? exact, string? real, string? extra, string? divisor, string count, string from) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {ordinal} AS t, {dialect.Text(key ?? "NULL")} AS k, {dialect.ExactSum(exact ?? "NULL")} AS e, " +
            $"{dialect.Real(real ?? "NULL")} AS r, {dialect.Real(extra ?? "NULL")} AS q, {dialect.Whole(divisor ?? "NULL")} AS d, " +
            $"{dialect.Whole(count)} AS n {from}");

    private string Key() => dialect.Text(group ?? "NULL");

    private string RowCount() => source.RowsColumn is { } rows ? $"SUM({Row}.{dialect.Quote(rows)})" : dialect.Count("*");

    private string Base(string? also = null, bool hasOwnConditions = false)
    {
        // Expressions add joins while they compile, so conditions come first.
        var conditions = new List<string>();
        if (WindowCondition() is { } window)
        {
            conditions.Add(window);
        }

        if (source.RowsColumn is { } rows)
        {
            conditions.Add($"{Row}.{dialect.Quote(rows)} <> 0");
        }

        if (term.Where is not null && !hasOwnConditions)
        {
            conditions.Add($"({Truth(term.Where)})");
        }

        conditions.AddRange(ReachConditions());
        if (vocabulary.TreeOf(term.Fact) is { } tree)
        {
            conditions.Add(IsLeaf(tree));
        }

        if (group is not null)
        {
            conditions.Add($"{group} IS NOT NULL");
            if (shape.HasKeys)
            {
                conditions.Add(dialect.InList(group, parameter(new KeysParameter())));
            }
        }

        if (also is not null)
        {
            conditions.Add(also);
        }

        var where = conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
        return $"FROM {dialect.Quote(source.Table)} {Row}{joinText}{where}";
    }

    private string? WindowCondition()
    {
        if (term.Date is null)
        {
            return null;
        }

        var date = Column(term.Date);
        var end = Window(prior: false, isEnd: true);
        if (MetricWindows.IsSnapshot(term.Window))
        {
            // The last count of each position (ADR 0008): dealers count on different days, and one that recounts a single product keeps the rest.
            var day = dialect.Quote(term.Date.Name);
            var position = string.Concat(term.Fact.Key.Where(k => k.Name != term.Date.Name).Select(k => $"s.{dialect.Quote(k.Name)} = {Column(k)} AND "));
            return $"{date} >= {end} - {SnapshotWindow.ReachDays} AND {date} < {end} AND NOT EXISTS " +
                   $"(SELECT 1 FROM {dialect.Quote(source.Table)} s WHERE {position}s.{day} > {date} AND s.{day} < {end})";
        }

        return term.Window == MetricWindow.ALL || term.Aggregate == MetricAggregate.First
            ? $"{date} < {end}"
            : $"{date} >= {Window(prior: term.IsIdSet, isEnd: false)} AND {date} < {end}";
    }

    private string Window(bool prior, bool isEnd) => parameter(new WindowParameter(parts[0].Period, term.Window, prior, isEnd));

    private static IEnumerable<FactColumn> NeededColumns(MetricVocabulary vocabulary, StatementPart part)
    {
        var (fact, asked) = (part.Request.Term.Fact, part.Shape);
        if (part.Request.Reach == TermReach.Peers)
        {
            return [fact.DealerColumn!];
        }

        if (part.Request.Reach == TermReach.Total)
        {
            return [];
        }

        var dimensions = asked.Group is { } name ? asked.Slice.Append(name) : asked.Slice;
        var needed = dimensions.SelectMany(d => Reach(fact, vocabulary.Get(d), vocabulary).Needed);
        return asked.IsScoped && fact.DealerColumn is { } dealer ? needed.Append(dealer) : needed;
    }

    private IEnumerable<string> ReachConditions()
    {
        if (reach != TermReach.Slice)
        {
            yield break;
        }

        if (shape.IsScoped && !term.Fact.IsDimension && term.Fact.DealerColumn is null)
        {
            // Rows of the manufacturer itself are outside every dealer scope.
            yield return "1 = 0";
        }
        else if (shape.IsScoped && term.Fact.DealerColumn is { } dealer)
        {
            yield return dialect.InList(Column(dealer), parameter(new ScopeParameter()));
        }

        foreach (var name in shape.Slice)
        {
            yield return SliceCondition(vocabulary.Get(name), parameter(new SliceParameter(name)));
        }
    }

    private string SliceCondition(MetricDimension dimension, string value)
    {
        var (own, key, far) = Reach(dimension);
        string Equal(string column) => dimension.Tree is { } tree ? $"{column} IN {Descendants(tree, value)}" : $"{column} = {value}";
        if (key is null)
        {
            return Equal(Column(own!));
        }

        var target = key.Refers!;
        var through = $"{Column(key)} IN (SELECT o.{dialect.Quote(target.Key[0].Name)} FROM {dialect.Quote("fact_" + target.Name)} o " +
                      $"WHERE {Equal("o." + dialect.Quote(far!.Name))})";
        return own is null ? through : $"({Equal(Column(own))} OR ({Column(own)} IS NULL AND {through}))";
    }

    private string Descendants(MetricTree tree, string value)
    {
        var (table, id, path) = TreeNames(tree);
        return $"(SELECT d.{id} FROM {table} d JOIN {table} a ON {dialect.StartsWith("d." + path, "a." + path)} WHERE a.{id} = {value})";
    }

    private string IsLeaf(MetricTree tree)
    {
        var (table, id, _) = TreeNames(tree);
        return $"NOT EXISTS (SELECT 1 FROM {table} c WHERE c.{dialect.Quote(tree.Parent)} = {Row}.{id})";
    }

    private (string Table, string Id, string Path) TreeNames(MetricTree tree) =>
        (dialect.Quote("fact_" + tree.Fact), dialect.Quote(vocabulary.Facts.Find(tree.Fact)!.Key[0].Name), dialect.Quote(tree.Path));

    private string GroupKey(MetricDimension dimension)
    {
        var (own, key, far) = Reach(dimension);
        var joined = key is null ? null : Column(new BoundColumn(far!, new ColumnPath(key)));
        var value = own is null ? joined! : joined is null ? Column(own) : $"COALESCE({Column(own)}, {joined})";
        if (dimension is not { Tree: { } tree, Level: { } level })
        {
            return value;
        }

        var (table, id, path) = TreeNames(tree);
        joinText.Append(CultureInfo.InvariantCulture, $" LEFT JOIN (SELECT d.{id} AS leaf, a.{id} AS ancestor FROM {table} d JOIN {table} a ");
        joinText.Append(CultureInfo.InvariantCulture, $"ON {dialect.StartsWith("d." + path, "a." + path)} ");
        joinText.Append(CultureInfo.InvariantCulture, $"WHERE a.{dialect.Quote(tree.Level)} = {parameter(new LiteralParameter(level))}) up ON up.leaf = {value}");
        return "up.ancestor";
    }

    private DimensionReach Reach(MetricDimension dimension) => Reach(term.Fact, dimension, vocabulary);

    private static DimensionReach Reach(FactDefinition fact, MetricDimension dimension, MetricVocabulary vocabulary) =>
        DimensionReach.Find(fact, dimension, vocabulary) ?? throw new InvalidOperationException($"'{fact.Name}' does not reach the dimension '{dimension.Name}'.");

    private string Column(FactColumn column) => $"{Row}.{dialect.Quote(source.ColumnName(column))}";

    private string Column(BoundColumn column)
    {
        var raw = column.Path.IsOwn ? Column(column.Column) : $"{Join(column.Path)}.{dialect.Quote(column.Column.Name)}";
        return column.Column.Kind switch
        {
            FactColumnKind.Flag => dialect.Flag(raw),
            FactColumnKind.Integer => dialect.Whole(raw),
            _ => raw,
        };
    }

    private string Join(ColumnPath path)
    {
        if (joins.TryGetValue(path, out var alias))
        {
            return alias;
        }

        var last = path.Second ?? path.First!;
        var from = path.Second is null ? Column(path.First!) : $"{Join(new ColumnPath(path.First))}.{dialect.Quote(last.Name)}";
        alias = string.Create(CultureInfo.InvariantCulture, $"j{joins.Count}");
        joins.Add(path, alias);
        var target = last.Refers!;
        joinText.Append(CultureInfo.InvariantCulture, $" LEFT JOIN {dialect.Quote("fact_" + target.Name)} {alias} ON {alias}.{dialect.Quote(target.Key[0].Name)} = {from}");
        return alias;
    }

    // An expression where any type may stand: ids, groups, counted values.
    private string Any(Bound expression) => expression.Kind.Class switch
    {
        ValueClass.Exact or ValueClass.Truth => Exact(expression, expression.Kind.Scale),
        ValueClass.Real => Real(expression),
        _ => Raw(expression),
    };

    private string Raw(Bound expression) => expression switch
    {
        BoundColumn column => Column(column),
        BoundText text => parameter(new LiteralParameter(text.Value)),
        BoundPeriodEdge edge => parameter(new WindowParameter(parts[0].Period, MetricWindow.P, Prior: false, edge.IsEnd)),
        BoundMonth month => dialect.MonthOf(Raw(month.Day)),
        BoundConcat concat => dialect.Concat(Raw(concat.Left), Raw(concat.Right)),
        _ => throw new InvalidOperationException($"{expression} has no raw value."),
    };

    private string Exact(Bound expression, int scale) => expression switch
    {
        BoundNumber number => (number.Value * scale).ToString("0", CultureInfo.InvariantCulture),
        BoundColumn column => Column(column),
        BoundSpan span => $"({Raw(span.To)} - {Raw(span.From)})",
        BoundNegate negate => $"(-{Exact(negate.Operand, scale)})",
        BoundArithmetic sum => $"({Exact(sum.Left, scale)} {sum.Operator} {Exact(sum.Right, scale)})",
        BoundClip clip => Clip(clip, Exact(clip.Operand, scale)),
        { Kind.Class: ValueClass.Truth } condition => $"(CASE WHEN {Truth(condition)} THEN 1 ELSE 0 END)",
        _ => throw new InvalidOperationException($"{expression} is not exact."),
    };

    private string Real(Bound expression)
    {
        if (expression is BoundNumber number)
        {
            return SqlDialect.RealLiteral(number.Value);
        }

        if (expression.Kind.Class is ValueClass.Exact or ValueClass.Truth)
        {
            var real = dialect.Real(Exact(expression, expression.Kind.Scale));
            return expression.Kind.Scale == 1 ? real : $"({real} / {SqlDialect.RealLiteral(expression.Kind.Scale)})";
        }

        return expression switch
        {
            BoundColumn column => Column(column),
            BoundGroupValue => "v",
            BoundInner inner => Inner(inner),
            BoundSpan span => Span(span),
            BoundNegate negate => $"(-{Real(negate.Operand)})",
            BoundClip clip => Clip(clip, Real(clip.Operand)),
            BoundArithmetic { Operator: "/" } quotient => $"({Real(quotient.Left)} / NULLIF({Real(quotient.Right)}, 0))",
            BoundArithmetic arithmetic => $"({Real(arithmetic.Left)} {arithmetic.Operator} {Real(arithmetic.Right)})",
            _ => throw new InvalidOperationException($"{expression} is not a number."),
        };
    }

    // Without ELSE, so that no value stays no value.
    private static string Clip(BoundClip clip, string value) => clip.Absolute
        ? $"ABS({value})"
        : $"(CASE WHEN {value} > 0 THEN {value} WHEN {value} <= 0 THEN 0 END)";

    private string Span(BoundSpan span)
    {
        var difference = dialect.Real($"({Raw(span.To)} - {Raw(span.From)})");
        return (span.From.Kind.Class, span.Unit) switch
        {
            (ValueClass.Date, "HOURS") => $"({difference} * 24e0)",
            (ValueClass.Date, _) => $"({difference} * 1440e0)",
            (_, "DAYS") => $"({difference} / 86400000e0)",
            (_, "HOURS") => $"({difference} / 3600000e0)",
            _ => $"({difference} / 60000e0)",
        };
    }

    private string Inner(BoundInner inner)
    {
        if (inner.Operand is not { } operand)
        {
            return dialect.Real(RowCount());
        }

        switch (inner.Aggregate)
        {
            case MetricAggregate.Count:
                return dialect.Real(dialect.Count(Any(operand)));
            case MetricAggregate.CountDistinct:
                return dialect.Real(dialect.Count("DISTINCT " + Any(operand)));
            case MetricAggregate.Average:
                return $"AVG({Real(operand)})";
            default:
                var function = inner.Aggregate switch { MetricAggregate.Sum => "SUM", MetricAggregate.Minimum => "MIN", _ => "MAX" };
                if (operand.Kind.AsNumber.Class != ValueClass.Exact)
                {
                    return $"{function}({Real(operand)})";
                }

                var sum = dialect.Real($"{function}({Exact(operand, operand.Kind.Scale)})");
                return operand.Kind.Scale == 1 ? sum : $"({sum} / {SqlDialect.RealLiteral(operand.Kind.Scale)})";
        }
    }

    private string Truth(Bound expression) => expression switch
    {
        BoundLogic logic => $"({Truth(logic.Left)} {logic.Operator} {Truth(logic.Right)})",
        BoundNot not => $"NOT ({Truth(not.Operand)})",
        BoundIsNull isNull => $"{Any(isNull.Operand)} IS {(isNull.Negated ? "NOT " : "")}NULL",
        BoundCompare compare => Compare(compare),
        BoundIn list => In(list),
        _ => throw new InvalidOperationException($"{expression} is not a condition."),
    };

    private string Compare(BoundCompare compare)
    {
        var (left, right) = Pair(compare.Left, compare.Right);
        return $"{left} {compare.Operator} {right}";
    }

    private string In(BoundIn list)
    {
        var values = list.Values.Select(v => Pair(list.Operand, v)).ToList();
        var membership = string.Join(" OR ", values.Select(v => $"{v.Left} = {v.Right}"));
        return values.Select(v => v.Left).Distinct(StringComparer.Ordinal).Count() == 1
            ? $"{values[0].Left} {(list.Negated ? "NOT " : "")}IN ({string.Join(", ", values.Select(v => v.Right))})"
            : list.Negated ? $"NOT ({membership})" : $"({membership})";
    }

    // Numbers of one scale compare as stored integers, others as real numbers in natural units.
    private (string Left, string Right) Pair(Bound left, Bound right)
    {
        if (!left.Kind.IsNumber)
        {
            return (Raw(left), Raw(right));
        }

        var scale = left is BoundNumber ? right.Kind.Scale : left.Kind.Scale;
        return FitsScale(left, scale) && FitsScale(right, scale)
            ? (Exact(left, scale), Exact(right, scale))
            : (Real(left), Real(right));
    }

    private static bool FitsScale(Bound value, int scale) => value is BoundNumber number
        ? decimal.IsInteger(number.Value * scale)
        : value.Kind.Class != ValueClass.Real && value.Kind.AsNumber.Scale == scale;
}
