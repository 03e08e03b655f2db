using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Platform.Metrics;

internal enum ValueClass
{
    /// <summary>A whole number of scaled units: money, quantities, counts, flags. Sums of it are exact.</summary>
    Exact,

    /// <summary>A floating number in natural units.</summary>
    Real,
    Text,
    Date,
    Instant,

    /// <summary>Months since January 1970.</summary>
    Month,

    /// <summary>A condition; 1 or 0 inside arithmetic.</summary>
    Truth,
}

/// <summary>Type of a row expression; <paramref name="Scale"/> is the number of stored units in a natural one.</summary>
internal readonly record struct ValueKind(ValueClass Class, int Scale = 1)
{
    public static readonly ValueKind Whole = new(ValueClass.Exact);
    public static readonly ValueKind Real = new(ValueClass.Real);
    public static readonly ValueKind Truth = new(ValueClass.Truth);

    public bool IsNumber => Class is ValueClass.Exact or ValueClass.Real or ValueClass.Truth;

    /// <summary>The kind in arithmetic, where a condition is 1 or 0.</summary>
    public ValueKind AsNumber => Class == ValueClass.Truth ? Whole : this;

    public static ValueKind Of(FactColumn column) => column.Kind switch
    {
        FactColumnKind.Text => new(ValueClass.Text),
        FactColumnKind.Date => new(ValueClass.Date),
        FactColumnKind.Instant => new(ValueClass.Instant),
        FactColumnKind.Number => Real,
        _ => new(ValueClass.Exact, column.Scale),
    };
}

internal abstract record Bound(ValueKind Kind)
{
    public virtual IEnumerable<Bound> Parts => [];

    public IEnumerable<Bound> SelfAndAllParts() => Parts.SelectMany(p => p.SelfAndAllParts()).Prepend(this);
}

internal sealed record BoundNumber(decimal Value) : Bound(decimal.IsInteger(Value) ? ValueKind.Whole : ValueKind.Real);

internal sealed record BoundText(string Value) : Bound(new ValueKind(ValueClass.Text));

/// <summary>A column of the fact, or of a dimension reached through key columns.</summary>
internal sealed record BoundColumn(FactColumn Column, ColumnPath Path) : Bound(ValueKind.Of(Column));

/// <summary>Key columns to follow from the fact; empty for its own columns. Compared by value, since joins are shared.</summary>
internal readonly record struct ColumnPath(FactColumn? First = null, FactColumn? Second = null)
{
    public bool IsOwn => First is null;
}

internal sealed record BoundPeriodEdge(bool IsEnd) : Bound(new ValueKind(ValueClass.Date));

/// <summary><c>DAYS</c>, <c>HOURS</c>, <c>MINUTES</c>.</summary>
internal sealed record BoundSpan(string Unit, Bound From, Bound To) : Bound(
    Unit == "DAYS" && From.Kind.Class == ValueClass.Date ? ValueKind.Whole : ValueKind.Real)
{
    public override IEnumerable<Bound> Parts => [From, To];
}

internal sealed record BoundMonth(Bound Day) : Bound(new ValueKind(ValueClass.Month))
{
    public override IEnumerable<Bound> Parts => [Day];
}

/// <summary><c>ABS</c> and <c>MAX0</c> of a row value.</summary>
internal sealed record BoundClip(bool Absolute, Bound Operand) : Bound(Operand.Kind.AsNumber)
{
    public override IEnumerable<Bound> Parts => [Operand];
}

internal sealed record BoundNegate(Bound Operand) : Bound(Operand.Kind.AsNumber)
{
    public override IEnumerable<Bound> Parts => [Operand];
}

internal sealed record BoundArithmetic(string Operator, Bound Left, Bound Right, ValueKind Result) : Bound(Result)
{
    public override IEnumerable<Bound> Parts => [Left, Right];
}

internal sealed record BoundConcat(Bound Left, Bound Right) : Bound(new ValueKind(ValueClass.Text))
{
    public override IEnumerable<Bound> Parts => [Left, Right];
}

internal sealed record BoundCompare(string Operator, Bound Left, Bound Right) : Bound(ValueKind.Truth)
{
    public override IEnumerable<Bound> Parts => [Left, Right];
}

internal sealed record BoundLogic(string Operator, Bound Left, Bound Right) : Bound(ValueKind.Truth)
{
    public override IEnumerable<Bound> Parts => [Left, Right];
}

internal sealed record BoundNot(Bound Operand) : Bound(ValueKind.Truth)
{
    public override IEnumerable<Bound> Parts => [Operand];
}

internal sealed record BoundIsNull(Bound Operand, bool Negated) : Bound(ValueKind.Truth)
{
    public override IEnumerable<Bound> Parts => [Operand];
}

internal sealed record BoundIn(Bound Operand, IReadOnlyList<Bound> Values, bool Negated) : Bound(ValueKind.Truth)
{
    public override IEnumerable<Bound> Parts => Values.Prepend(Operand);
}

/// <summary><c>v</c>: the value of a group.</summary>
internal sealed record BoundGroupValue() : Bound(ValueKind.Real);

/// <summary>An aggregate inside a group aggregate; a null operand counts rows. Its value is a real number in natural units.</summary>
internal sealed record BoundInner(MetricAggregate Aggregate, Bound? Operand) : Bound(ValueKind.Real)
{
    public override IEnumerable<Bound> Parts => Operand is null ? [] : [Operand];
}

internal enum MetricAggregate
{
    Sum,
    Count,
    CountDistinct,
    Average,
    Minimum,
    Maximum,
    Median,
    P90,
    Deviation,
    GroupAverage,
    GroupCount,
    GroupVariation,
    Concentration,
    Top20,
    Top1,
    Slope,
    Kept,
    First,
    Lapsed,
}

/// <summary>A checked term. Equal texts give one term, so metrics of a batch share their parts.</summary>
internal sealed class BoundTerm(string text)
{
    // Asked for at every value of thousands of groups.
    private readonly string[] keys = [.. Enum.GetValues<TermReach>().Select(reach => $"{reach}:{text}")];

    /// <summary>The canonical text; identity of the term.</summary>
    public string Text => text;

    /// <summary>Identity of the term with a reach.</summary>
    public string KeyIn(TermReach reach) => keys[(int)reach];

    public required MetricAggregate Aggregate { get; init; }

    public required FactDefinition Fact { get; init; }

    /// <summary>Null for <c>COUNT(*)</c>.</summary>
    public required Bound? Operand { get; init; }

    public required Bound? By { get; init; }

    public required Bound? Having { get; init; }

    public required Bound? Where { get; init; }

    /// <summary>The date that the window tests; null for facts without a date.</summary>
    public required FactColumn? Date { get; init; }

    public required MetricWindow Window { get; init; }

    /// <summary>The value of a stretch of days is the exact sum of those of its days.</summary>
    public bool IsSumOfDays => Aggregate is MetricAggregate.Sum or MetricAggregate.Count && Date is not null && TermCompiler.ExactScale(this) is not null &&
        Window != MetricWindow.ALL && !MetricWindows.IsSnapshot(Window) &&
        !new[] { Operand, Where }.OfType<Bound>().SelectMany(b => b.SelfAndAllParts()).Any(b => b is BoundPeriodEdge);

    /// <summary>The same term over the selected period.</summary>
    public BoundTerm InPeriod => Window == MetricWindow.P ? this : new BoundTerm(Text + " in period")
    {
        Aggregate = Aggregate,
        Fact = Fact,
        Operand = Operand,
        By = By,
        Having = Having,
        Where = Where,
        Date = Date,
        Window = MetricWindow.P,
    };

    /// <summary>The value over an empty set is 0 rather than no value.</summary>
    public bool IsZeroWhenEmpty => Aggregate is MetricAggregate.Sum or MetricAggregate.Count or MetricAggregate.CountDistinct;

    public bool IsGrouped => Aggregate is >= MetricAggregate.GroupAverage and <= MetricAggregate.Slope;

    public bool IsIdSet => Aggregate is MetricAggregate.Kept or MetricAggregate.First or MetricAggregate.Lapsed;
}

/// <summary>The outer expression over terms.</summary>
internal abstract record Formula
{
    public abstract IEnumerable<FormulaTerm> Terms { get; }
}

internal sealed record FormulaNumber(decimal Value) : Formula
{
    public override IEnumerable<FormulaTerm> Terms => [];
}

/// <summary>A term; <paramref name="IsTotal"/> when it stands inside <c>TOTAL</c>, where the slice is dropped.</summary>
internal sealed record FormulaTerm(BoundTerm Term, bool IsTotal) : Formula
{
    public override IEnumerable<FormulaTerm> Terms => [this];
}

internal sealed record FormulaNegate(Formula Operand) : Formula
{
    public override IEnumerable<FormulaTerm> Terms => Operand.Terms;
}

internal sealed record FormulaAbsolute(Formula Operand) : Formula
{
    public override IEnumerable<FormulaTerm> Terms => Operand.Terms;
}

internal sealed record FormulaArithmetic(char Operator, Formula Left, Formula Right) : Formula
{
    public override IEnumerable<FormulaTerm> Terms => Left.Terms.Concat(Right.Terms);
}
