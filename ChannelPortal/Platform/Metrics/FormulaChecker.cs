using System.Globalization;
using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Platform.Metrics;

/// <summary>Resolves names against the fact catalogue and checks types. What passes here compiles on every database.</summary>
internal sealed class FormulaChecker(MetricVocabulary vocabulary, string text)
{
    private static readonly Dictionary<string, MetricAggregate> s_aggregates = new(StringComparer.Ordinal)
    {
        ["SUM"] = MetricAggregate.Sum,
        ["COUNT"] = MetricAggregate.Count,
        ["COUNTD"] = MetricAggregate.CountDistinct,
        ["AVG"] = MetricAggregate.Average,
        ["MIN"] = MetricAggregate.Minimum,
        ["MAX"] = MetricAggregate.Maximum,
        ["MEDIAN"] = MetricAggregate.Median,
        ["P90"] = MetricAggregate.P90,
        ["STDEV"] = MetricAggregate.Deviation,
        ["GAVG"] = MetricAggregate.GroupAverage,
        ["GCOUNT"] = MetricAggregate.GroupCount,
        ["GCV"] = MetricAggregate.GroupVariation,
        ["HHI"] = MetricAggregate.Concentration,
        ["TOP20"] = MetricAggregate.Top20,
        ["TOP1"] = MetricAggregate.Top1,
        ["SLOPE"] = MetricAggregate.Slope,
        ["KEPT"] = MetricAggregate.Kept,
        ["FIRST"] = MetricAggregate.First,
        ["LAPSED"] = MetricAggregate.Lapsed,
    };

    private FactDefinition fact = null!;
    private bool inGroupValue;

    /// <summary>Parses and checks a formula; throws <see cref="FormulaException"/> with the place at fault.</summary>
    public static Formula Check(string formula, MetricVocabulary vocabulary) =>
        new FormulaChecker(vocabulary, formula).Outer(FormulaParser.Parse(formula), isTotal: false);

    private Formula Outer(FormulaNode node, bool isTotal) => node switch
    {
        NumberNode number => new FormulaNumber(number.Value),
        NegateNode negate => new FormulaNegate(Outer(negate.Operand, isTotal)),
        BinaryNode binary => new FormulaArithmetic(binary.Operator[0], Outer(binary.Left, isTotal), Outer(binary.Right, isTotal)),
        CallNode { Function: "ABS" } call => new FormulaAbsolute(Outer(call.Arguments[0], isTotal)),
        CallNode call => Outer(call.Arguments[0], isTotal: true),
        TermNode term => new FormulaTerm(Term(term), isTotal),
        _ => throw Type(node, "Only numbers and terms may stand here"),
    };

    private BoundTerm Term(TermNode node)
    {
        if (!s_aggregates.TryGetValue(node.Aggregate, out var aggregate))
        {
            throw new FormulaException(FormulaErrorKind.Syntax, node.Position, $"Unknown aggregate '{node.Aggregate}'", node.Aggregate);
        }

        fact = vocabulary.Facts.Find(node.Fact.Name)
            ?? throw new FormulaException(FormulaErrorKind.UnknownFact, node.Fact.Position, $"Unknown fact '{node.Fact.Name}'", node.Fact.Name);
        var window = Window(node);
        var term = new BoundTerm(Canonical(node))
        {
            Aggregate = aggregate,
            Fact = fact,
            Window = window,
            Date = DateColumn(node, window),
            Where = node.Where is null ? null : Truth(node.Where),
            By = node.By is null ? null : Scalar(node.By),
            Operand = Operand(node, aggregate),
            Having = Having(node),
        };
        CheckShape(node, term);
        return term;
    }

    // A term is one stretch of the formula, window included; white space carries no meaning outside of texts, and there it is kept.
    private string Canonical(TermNode node)
    {
        var end = node.Window is { } window ? window.Position - 1 + window.Name.Length : Close(node.Fact.Position - 1);
        return text[(node.Position - 1)..end];

        int Close(int from)
        {
            var depth = 1;
            var quoted = false;
            var at = from;
            for (; depth > 0; at++)
            {
                quoted ^= text[at] == '\'';
                depth += quoted ? 0 : text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            }

            return at;
        }
    }

    private MetricWindow Window(TermNode node)
    {
        if (node.Window is null)
        {
            return MetricWindow.P;
        }

        // Enum.TryParse would also take numbers and other casing.
        return Enum.GetNames<MetricWindow>().Contains(node.Window.Name, StringComparer.Ordinal)
            ? Enum.Parse<MetricWindow>(node.Window.Name)
            : throw new FormulaException(FormulaErrorKind.Syntax, node.Window.Position, $"Unknown window '{node.Window.Name}'", node.Window.Name);
    }

    private FactColumn? DateColumn(TermNode node, MetricWindow window)
    {
        if (MetricWindows.IsSnapshot(window) && (!fact.IsSnapshot || node.On is not null))
        {
            throw Type(node.Window!, $"START and END need the dates of a snapshot, which '{fact.Name}' does not have");
        }

        if (node.On is { } on)
        {
            var column = Column(on, fact, on.Name);
            return column.Kind == FactColumnKind.Date ? column : throw Type(on, $"'{on.Name}' is not a date");
        }

        return fact.BusinessDate is null && window != MetricWindow.ALL
            ? throw Type(node.Window ?? node.Fact, $"'{fact.Name}' has no date and accepts the window ALL only")
            : fact.BusinessDate;
    }

    private Bound? Operand(TermNode node, MetricAggregate aggregate)
    {
        if (node.Operand is StarNode)
        {
            return aggregate == MetricAggregate.Count ? null : throw Type(node.Operand, $"Only COUNT takes '*', not {node.Aggregate}");
        }

        if (aggregate is >= MetricAggregate.GroupAverage and <= MetricAggregate.Slope)
        {
            inGroupValue = true;
            var value = Scalar(node.Operand);
            inGroupValue = false;
            return value.Kind.IsNumber && value.SelfAndAllParts().Any(p => p is BoundInner)
                ? value
                : throw Type(node.Operand, $"{node.Aggregate} needs an aggregate of each group, such as SUM(x)");
        }

        var operand = Scalar(node.Operand);
        var takesAny = aggregate is MetricAggregate.Count or MetricAggregate.CountDistinct or >= MetricAggregate.Kept;
        return takesAny || operand.Kind.IsNumber ? operand : throw Type(node.Operand, $"{node.Aggregate} needs a number");
    }

    private Bound? Having(TermNode node) => node.Having is null
        ? null
        : Rebind(node.Having) is { Kind.Class: ValueClass.Truth } having ? having : throw Type(node.Having, "HAVING needs a condition on v");

    // HAVING knows the value of the group only, not the columns of the fact.
    private Bound Rebind(FormulaNode node) => node switch
    {
        NameNode { Dimension: null, Name: "v" } => new BoundGroupValue(),
        NumberNode number => new BoundNumber(number.Value),
        BinaryNode { Operator: "AND" or "OR" } binary => new BoundLogic(binary.Operator, Rebind(binary.Left), Rebind(binary.Right)),
        BinaryNode { Operator: "=" or "<>" or "<" or "<=" or ">" or ">=" } binary =>
            new BoundCompare(binary.Operator, Rebind(binary.Left), Rebind(binary.Right)),
        _ => throw Type(node, "HAVING compares v with numbers"),
    };

    private static void CheckShape(TermNode node, BoundTerm term)
    {
        if (term.IsGrouped != (node.By is not null))
        {
            throw Type(node, term.IsGrouped ? $"{node.Aggregate} needs BY" : $"{node.Aggregate} takes no BY");
        }

        if (node.Having is not null && !term.IsGrouped)
        {
            throw Type(node.Having, $"{node.Aggregate} takes no HAVING");
        }

        if (term.Aggregate == MetricAggregate.Slope && term.By!.Kind.Class != ValueClass.Month)
        {
            throw Type(node.By!, "SLOPE needs BY MONTH(date)");
        }

        if (term.IsIdSet && (term.Window == MetricWindow.ALL || MetricWindows.IsSnapshot(term.Window)))
        {
            throw Type(node.Window!, $"{node.Aggregate} needs a window with a beginning");
        }
    }

    private Bound Truth(FormulaNode node)
    {
        var bound = Scalar(node);
        return bound.Kind.Class == ValueClass.Truth ? bound : throw Type(node, "A condition is needed here");
    }

    private Bound Scalar(FormulaNode node) => node switch
    {
        NumberNode number => new BoundNumber(number.Value),
        TextNode text => new BoundText(text.Value),
        NameNode name => Name(name),
        NegateNode negate => new BoundNegate(Number(negate.Operand)),
        NotNode not => new BoundNot(Truth(not.Operand)),
        IsNullNode isNull => new BoundIsNull(Scalar(isNull.Operand), isNull.Negated),
        InNode list => In(list),
        BinaryNode binary => Binary(binary),
        CallNode call => Call(call),
        _ => throw Type(node, "'*' may stand in COUNT only"),
    };

    private Bound Number(FormulaNode node)
    {
        var bound = Scalar(node);
        return bound.Kind.IsNumber ? bound : throw Type(node, "A number is needed here");
    }

    private Bound Name(NameNode node)
    {
        if (node is { Dimension: null, Name: "PSTART" or "PEND" })
        {
            return new BoundPeriodEdge(node.Name == "PEND");
        }

        if (inGroupValue)
        {
            throw Type(node, "The value of a group is made of aggregates, not of single columns");
        }

        return node.Dimension is null
            ? new BoundColumn(Column(node, fact, node.Name), default)
            : Joined(node, node.Dimension);
    }

    private BoundColumn Joined(NameNode node, string dimension)
    {
        var key = dimension + "_id";
        if (fact.IsDimension && fact.Key[0].Name == key)
        {
            return new BoundColumn(Column(node, fact, node.Name), default);
        }

        if (fact.FindColumn(key) is { Refers: { } target } column)
        {
            return new BoundColumn(Column(node, target, node.Name), new ColumnPath(column));
        }

        // Two hops: the region of a fact without one of its own is its dealer's.
        if (fact.DealerColumn is { Refers: { } owner } ownerColumn && owner.FindColumn(key) is { Refers: { } second } secondColumn)
        {
            return new BoundColumn(Column(node, second, node.Name), new ColumnPath(ownerColumn, secondColumn));
        }

        throw new FormulaException(
            FormulaErrorKind.UnknownColumn, node.Position, $"'{fact.Name}' does not reach a dimension '{dimension}'", dimension);
    }

    private static FactColumn Column(NameNode node, FactDefinition of, string name) => of.FindColumn(name)
        ?? throw new FormulaException(FormulaErrorKind.UnknownColumn, node.Position, $"'{of.Name}' has no column '{name}'", $"{of.Name}.{name}");

    private BoundIn In(InNode node)
    {
        var operand = Scalar(node.Operand);
        return new BoundIn(operand, [.. node.Values.Select(v => Comparable(v, operand, Scalar(v)))], node.Negated);
    }

    private Bound Binary(BinaryNode node)
    {
        switch (node.Operator)
        {
            case "AND" or "OR":
                return new BoundLogic(node.Operator, Truth(node.Left), Truth(node.Right));
            case "||":
                return new BoundConcat(Text(node.Left), Text(node.Right));
            case "+" or "-" or "*" or "/":
                var (x, y) = (Number(node.Left), Number(node.Right));
                return new BoundArithmetic(node.Operator, x, y, Arithmetic(node.Operator, x, y));
            default:
                var left = Scalar(node.Left);
                var right = Scalar(node.Right);
                var compared = Comparable(node.Right, left, right);
                return new BoundCompare(node.Operator, Comparable(node.Left, right, left), compared);
        }
    }

    private Bound Text(FormulaNode node)
    {
        var bound = Scalar(node);
        return bound.Kind.Class == ValueClass.Text ? bound : throw Type(node, "'||' joins texts");
    }

    // Sums and differences of one scale stay exact; products and quotients are real, for their scaled integers would overflow 64 bits.
    private static ValueKind Arithmetic(string symbol, Bound left, Bound right)
    {
        if (symbol is "*" or "/" || left.Kind.Class != ValueClass.Exact || right.Kind.Class != ValueClass.Exact)
        {
            return ValueKind.Real;
        }

        return left is BoundNumber ? right.Kind
            : right is BoundNumber || left.Kind.Scale == right.Kind.Scale ? left.Kind
            : ValueKind.Real;
    }

    private static Bound Comparable(FormulaNode node, Bound with, Bound value)
    {
        var same = with.Kind.IsNumber ? value.Kind.IsNumber : with.Kind.Class == value.Kind.Class;
        if (!same)
        {
            throw Type(node, $"Cannot compare {with.Kind.Class} with {value.Kind.Class}".ToLower(CultureInfo.InvariantCulture));
        }

        return (value, with) is (BoundText { Value: var text }, BoundColumn { Column: { Allowed: { } allowed } column }) && !allowed.Contains(text)
            ? throw Type(node, $"'{column.Name}' has no value '{text}'")
            : value;
    }

    private Bound Call(CallNode node)
    {
        switch (node.Function)
        {
            case "DAYS" or "HOURS" or "MINUTES":
                var (from, to) = Pair(node);
                return from.Kind.Class == to.Kind.Class && from.Kind.Class is ValueClass.Date or ValueClass.Instant
                    ? new BoundSpan(node.Function, from, to)
                    : throw Type(node, $"{node.Function} needs two dates or two instants");
            case "MONTH":
                var day = Single(node);
                return day.Kind.Class == ValueClass.Date ? new BoundMonth(day) : throw Type(node, "MONTH needs a date");
            case "MAX0" or "ABS":
                var value = Single(node);
                return value.Kind.IsNumber ? new BoundClip(node.Function == "ABS", value) : throw Type(node, $"{node.Function} needs a number");
            default:
                return Inner(node);
        }
    }

    private BoundInner Inner(CallNode node)
    {
        if (!s_aggregates.TryGetValue(node.Function, out var aggregate) || aggregate > MetricAggregate.Maximum)
        {
            throw new FormulaException(FormulaErrorKind.Syntax, node.Position, $"Unknown function '{node.Function}'", node.Function);
        }

        if (!inGroupValue)
        {
            throw Type(node, $"{node.Function} may stand inside a group aggregate only");
        }

        inGroupValue = false;
        var operand = node.Arguments is [StarNode star]
            ? aggregate == MetricAggregate.Count ? null : throw Type(star, $"Only COUNT takes '*', not {node.Function}")
            : Single(node);
        inGroupValue = true;
        return operand is null || operand.Kind.IsNumber || aggregate is MetricAggregate.Count or MetricAggregate.CountDistinct
            ? new BoundInner(aggregate, operand)
            : throw Type(node, $"{node.Function} needs a number");
    }

    private Bound Single(CallNode node) => node.Arguments.Count == 1
        ? Scalar(node.Arguments[0])
        : throw Type(node, $"{node.Function} takes one argument");

    private (Bound From, Bound To) Pair(CallNode node) => node.Arguments.Count == 2
        ? (Scalar(node.Arguments[0]), Scalar(node.Arguments[1]))
        : throw Type(node, $"{node.Function} takes two arguments");

    private static FormulaException Type(FormulaNode node, string message) => new(FormulaErrorKind.Type, node.Position, message);
}
