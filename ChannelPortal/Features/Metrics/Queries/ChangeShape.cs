using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>What a metric is made of, as far as a change can be taken apart: a sum, or a ratio of two sums (times a number, plus a number).</summary>
/// <param name="Numerator">Formula of the sum, or of what is divided.</param>
/// <param name="Denominator">Null for a sum.</param>
/// <param name="Factor">The metric is this times the ratio, plus a constant that no change contains.</param>
/// <param name="Quantity">For a sales amount, the formula of the quantity behind it.</param>
internal sealed record ChangeShape(string Numerator, string? Denominator, decimal Factor, string? Quantity = null)
{
    private static readonly Dictionary<string, (string Amount, string Quantity)> s_sales = new(StringComparer.Ordinal)
    {
        ["order_lines"] = ("net_amount", "ordered_qty"),
        ["pos_sales"] = ("amount", "qty"),
    };

    /// <summary>Null when the metric is made of anything else.</summary>
    public static ChangeShape? Of(string formula)
    {
        var text = Strip(formula);
        var root = FormulaParser.Parse(text);
        switch (root)
        {
            case TermNode { Aggregate: "AVG" } term:
                return new ChangeShape("SUM" + text[(term.Position + 2)..], "COUNT" + text[(term.Position + 2)..], 1);
            case BinaryNode { Operator: "+" or "-", Right: NumberNode } shifted:
                return Of(text[..(shifted.Position - 1)]);
            case BinaryNode { Operator: "+" or "-", Left: NumberNode } shifted:
                return Of(text[shifted.Position..]) is { } shape ? shape.Times(shifted.Operator == "-" ? -1 : 1) : null;
            case BinaryNode { Operator: "*", Right: NumberNode number } scaled when !IsSum(root):
                return Of(text[..(scaled.Position - 1)])?.Times(number.Value);
            case BinaryNode { Operator: "/", Right: NumberNode { Value: not 0 } number } scaled when !IsSum(root):
                return Of(text[..(scaled.Position - 1)])?.Times(1 / number.Value);
            case BinaryNode { Operator: "/" } ratio when IsSum(ratio.Left) && IsSum(ratio.Right):
                return new ChangeShape(text[..(ratio.Position - 1)], text[ratio.Position..], 1);
            default:
                return IsSum(root) ? new ChangeShape(text, null, 1, QuantityOf(text, root)) : null;
        }
    }

    private ChangeShape Times(decimal factor) => this with { Factor = Factor * factor };

    // What is added up over groups adds up to the whole: sums and counts of rows, and what is linear in them.
    private static bool IsSum(FormulaNode node) => node switch
    {
        TermNode { Aggregate: "SUM" or "COUNT" } => true,
        NegateNode negate => IsSum(negate.Operand),
        BinaryNode { Operator: "+" or "-" } binary => IsSum(binary.Left) && IsSum(binary.Right),
        BinaryNode { Operator: "*", Left: NumberNode } binary => IsSum(binary.Right),
        BinaryNode { Operator: "*" or "/", Right: NumberNode { Value: not 0 } } binary => IsSum(binary.Left),
        _ => false,
    };

    private static string? QuantityOf(string text, FormulaNode root)
    {
        if (root is not TermNode { Aggregate: "SUM", Operand: NameNode { Dimension: null } operand } term ||
            !s_sales.TryGetValue(term.Fact.Name, out var sales) || operand.Name != sales.Amount)
        {
            return null;
        }

        var at = operand.Position - 1;
        return text[..at] + sales.Quantity + text[(at + operand.Name.Length)..];
    }

    /// <summary>Without brackets around the whole, so that the text can be cut at its outermost operator.</summary>
    private static string Strip(string formula)
    {
        var text = formula.Trim();
        while (text.StartsWith('(') && Close(text) == text.Length - 1)
        {
            text = text[1..^1].Trim();
        }

        return text;
    }

    private static int Close(string text)
    {
        var (depth, quoted) = (0, false);
        for (var at = 0; at < text.Length; at++)
        {
            quoted ^= text[at] == '\'';
            depth += quoted ? 0 : text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }
}
