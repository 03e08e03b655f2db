using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Platform.Metrics;

/// <summary>The table that answers a term: the fact, or a rollup of it that holds all the term needs.</summary>
internal sealed class RowSource
{
    private RowSource(FactDefinition fact, RollupDefinition? rollup) => (Fact, Rollup) = (fact, rollup);

    public FactDefinition Fact { get; }

    public RollupDefinition? Rollup { get; }

    public string Table => Rollup is null ? "fact_" + Fact.Name : "rollup_" + Rollup.Name;

    /// <summary>
    /// The smallest table that gives the same answer as the fact: first the one without keys that nobody asks for (a dealer's months by product are longer than its
    /// orders), then the one of longer stretches.
    /// </summary>
    /// <param name="needed">Own columns that slice, scope and grouping test.</param>
    /// <param name="wholeMonths">The window begins and ends with a month.</param>
    public static RowSource Choose(BoundTerm term, IReadOnlyCollection<FactColumn> needed, bool wholeMonths)
    {
        var rollup = MetricWindows.IsSnapshot(term.Window)
            ? null
            : term.Fact.Rollups
                .Where(r => new RollupFit(term, r, wholeMonths).Holds(needed))
                .OrderBy(r => r.Keys.Count(k => k.Source.Kind is not (FactColumnKind.Date or FactColumnKind.Instant)))
                .ThenByDescending(r => r.Keys.Any(k => k.Month))
                .ThenBy(r => r.Keys.Any(k => k.Hour))
                .ThenBy(r => r.Keys.Count)
                .FirstOrDefault();
        return new RowSource(term.Fact, rollup);
    }

    public static RowSource OfFact(FactDefinition fact) => new(fact, null);

    public string ColumnName(FactColumn column) => Rollup is null
        ? column.Name
        : Rollup.Keys.FirstOrDefault(k => k.Source == column)?.Name ?? Rollup.Sums.First(s => s.Source == column).Name;

    /// <summary>The column of a rollup that counts fact rows; null when every row is one.</summary>
    public string? RowsColumn => Rollup?.Sums.First(s => s.Source is null).Name;
}

/// <summary>Whether a rollup answers a term exactly.</summary>
internal sealed class RollupFit(BoundTerm term, RollupDefinition rollup, bool wholeMonths)
{
    public bool Holds(IReadOnlyCollection<FactColumn> needed) =>
        rollup.Sums.Any(s => s.Source is null) &&
        DateFits() &&
        needed.All(c => IsKey(c, asMonth: false)) &&
        KeysOnly(term.Where) &&
        KeysOnly(term.By) &&
        OperandFits();

    private bool DateFits() =>
        term.Date is null || rollup.Keys.Any(k => k.Source == term.Date && !k.Hour && (!k.Month || wholeMonths));

    private bool OperandFits() => term.Aggregate switch
    {
        MetricAggregate.Sum => IsAdditive(term.Operand!),
        MetricAggregate.Average => IsAdditive(term.Operand!) && IsNeverNull(term.Operand!),
        MetricAggregate.Count => term.Operand is null,
        MetricAggregate.CountDistinct or MetricAggregate.Kept or MetricAggregate.First or MetricAggregate.Lapsed => KeysOnly(term.Operand),
        >= MetricAggregate.GroupAverage and <= MetricAggregate.Slope =>
            term.Operand!.SelfAndAllParts().OfType<BoundInner>().All(InnerFits),
        _ => false,
    };

    private bool InnerFits(BoundInner inner) => inner.Aggregate switch
    {
        MetricAggregate.Sum => IsAdditive(inner.Operand!),
        MetricAggregate.Count => inner.Operand is null,
        MetricAggregate.CountDistinct => KeysOnly(inner.Operand),
        _ => false,
    };

    private bool KeysOnly(Bound? expression) => expression switch
    {
        null => true,
        BoundMonth { Day: BoundColumn { Path.IsOwn: true } day } => IsKey(day.Column, asMonth: true),
        BoundColumn column => IsKey(column.Path.First ?? column.Column, asMonth: false),
        _ => expression.Parts.All(KeysOnly),
    };

    // A key that holds the hour of an instant is not the instant, and has a value where the fact has none.
    private bool IsKey(FactColumn column, bool asMonth) => rollup.Keys.Any(k => k.Source == column && !k.Hour && (asMonth || !k.Month));

    // The sum of a sum or difference is that of the sums, as long as no row drops out for a missing part.
    private bool IsAdditive(Bound expression) => expression switch
    {
        BoundColumn { Path.IsOwn: true } column => rollup.Sums.Any(s => s.Source == column.Column),
        BoundNegate negate => IsAdditive(negate.Operand),
        BoundArithmetic { Operator: "+" or "-" } sum =>
            IsAdditive(sum.Left) && IsAdditive(sum.Right) && IsNeverNull(sum),
        BoundArithmetic { Operator: "*", Left: BoundNumber } product => IsAdditive(product.Right),
        BoundArithmetic { Operator: "*" or "/", Right: BoundNumber } product => IsAdditive(product.Left),
        _ => false,
    };

    private static bool IsNeverNull(Bound expression) =>
        expression.SelfAndAllParts().OfType<BoundColumn>().All(c => !c.Column.IsNullable);
}
