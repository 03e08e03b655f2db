using System.Globalization;
using System.Text;
using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Platform.Metrics;

/// <summary>The rows that a term reads: the fact or a rollup of it, what is joined to it, and what window, slice, scope and grouping ask of a row.</summary>
internal sealed class TermRows
{
    private const string Row = "f";
    private readonly SqlDialect dialect;
    private readonly MetricVocabulary vocabulary;
    private readonly StatementPart part;
    private readonly StatementShape shape;
    private readonly BoundTerm term;
    private readonly RowSource source;
    private readonly Func<ParameterSource, string> parameter;
    private readonly Dictionary<ColumnPath, string> joins = [];
    private readonly StringBuilder joinText = new();

    public TermRows(SqlDialect dialect, MetricVocabulary vocabulary, StatementPart part, Func<ParameterSource, string> parameter)
    {
        (this.dialect, this.vocabulary, this.part, this.parameter) = (dialect, vocabulary, part, parameter);
        (shape, term) = (part.Shape, part.Request.Term);
        source = SourceOf(vocabulary, part);
        Group = part.Request.Reach == TermReach.Slice && shape.Group is { } name ? GroupKey(vocabulary.Get(name)) : null;
    }

    /// <summary>What the answer is grouped by; null for one answer.</summary>
    public string? Group { get; }

    /// <summary>Every row stands for one or more of the fact.</summary>
    public bool IsRollup => source.Rollup is not null;

    /// <summary>The number of fact rows in a row; null where each is one.</summary>
    public string? Weight => source.RowsColumn is { } column ? $"{Row}.{dialect.Quote(column)}" : null;

    /// <summary>How many fact rows a group of rows stands for.</summary>
    public string Count => Weight is { } weight ? $"SUM({weight})" : dialect.Count("*");

    /// <summary>Plain aggregates with the same scan read the same rows, so that one pass answers all of them. Null for others.</summary>
    public static string? ScanOf(MetricVocabulary vocabulary, StatementPart part) =>
        part.Request is { Reach: not TermReach.Peers, Term: { Aggregate: <= MetricAggregate.Maximum } plain }
            ? $"{part.Period}|{part.Request.Reach}|{SourceOf(vocabulary, part).Table}|{plain.Date?.Name}|{plain.Window}"
            : null;

    /// <summary>FROM and WHERE. Expressions add joins while they compile, so they come first.</summary>
    /// <param name="conditions">What else a row must satisfy.</param>
    public string From(params IEnumerable<string?> conditions)
    {
        var all = new[] { WindowCondition(), Weight is { } weight ? $"{weight} <> 0" : null }
            .Concat(conditions)
            .Concat(ReachConditions())
            .Append(vocabulary.TreeOf(term.Fact) is { } tree ? IsLeaf(tree) : null)
            .Concat(Group is null ? [] : [$"{Group} IS NOT NULL", shape.HasKeys ? dialect.InList(Group, parameter(new KeysParameter())) : null])
            .OfType<string>()
            .ToList();
        return $"FROM {dialect.Quote(source.Table)} {Row}{joinText}{(all.Count == 0 ? "" : " WHERE " + string.Join(" AND ", all))}";
    }

    private static RowSource SourceOf(MetricVocabulary vocabulary, StatementPart part)
    {
        var asked = part.Request.Term;
        return RowSource.Choose(asked, [.. NeededColumns(vocabulary, part)], MetricWindows.IsWholeMonths(asked.Window, part.Shape.StartIsFirst, part.Shape.EndIsFirst));
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

    /// <summary>A first or last day of the term's window, or of the one before it.</summary>
    public string Window(bool prior, bool isEnd) => parameter(new WindowParameter(part.Period, term.Window, prior, isEnd));

    /// <summary>First or last day of the selected period.</summary>
    public string Edge(bool isEnd) => parameter(new WindowParameter(part.Period, MetricWindow.P, Prior: false, isEnd));

    public string Literal(string text) => parameter(new LiteralParameter(text));

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
        if (part.Request.Reach != TermReach.Slice)
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

    public string Column(FactColumn column) => $"{Row}.{dialect.Quote(source.ColumnName(column))}";

    public string Column(BoundColumn column)
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
}
