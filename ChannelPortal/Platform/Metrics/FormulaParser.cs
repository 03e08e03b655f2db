using System.Globalization;

namespace ChannelPortal.Platform.Metrics;

/// <summary>
/// Recursive descent over the grammar of domain.md M1. The outer level is arithmetic over terms; inside a term stand row expressions,
/// conditions, and for group aggregates an expression over inner aggregates.
/// </summary>
internal sealed class FormulaParser
{
    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "WHERE", "HAVING", "BY", "ON", "AND", "OR", "NOT", "IN", "IS", "NULL",
    };

    private static readonly string[] s_comparisons = ["=", "<>", "<", "<=", ">", ">="];

    private readonly List<Token> tokens;
    private int at;

    private FormulaParser(string text) => tokens = FormulaLexer.Read(text);

    private Token Current => tokens[at];

    public static FormulaNode Parse(string text)
    {
        var parser = new FormulaParser(text);
        var formula = parser.OuterSum();
        return parser.Current.Kind == TokenKind.End ? formula : throw parser.Unexpected("the end of the formula");
    }

    private FormulaNode OuterSum() => LeftAssociative(OuterProduct, "+", "-");

    private FormulaNode OuterProduct() => LeftAssociative(OuterFactor, "*", "/");

    private FormulaNode OuterFactor()
    {
        var start = Current;
        if (Take("-"))
        {
            return new NegateNode(start.Position, OuterFactor());
        }

        if (Take("("))
        {
            var inner = OuterSum();
            Expect(")");
            return inner;
        }

        if (start.Kind == TokenKind.Number)
        {
            return Number();
        }

        var name = ExpectName("an aggregate, a number or '('");
        Expect("(");
        if (name.Value is "ABS" or "TOTAL")
        {
            var inner = OuterSum();
            Expect(")");
            return new CallNode(name.Position, name.Value, [inner]);
        }

        return Term(name);
    }

    private TermNode Term(Token aggregate)
    {
        var fact = Name("a fact table");
        Expect(":");
        var operand = Star() ?? Sum();
        var by = Take("BY") ? Sum() : null;
        var having = Take("HAVING") ? Condition() : null;
        var where = Take("WHERE") ? Condition() : null;
        var on = Take("ON") ? Name("a date column") : null;
        Expect(")");
        var window = Take("@") ? Name("a window") : null;
        return new TermNode(aggregate.Position, aggregate.Value, fact, operand, by, having, where, on, window);
    }

    private FormulaNode Condition()
    {
        var left = Conjunction();
        while (Current is { } token && Take("OR"))
        {
            left = new BinaryNode(token.Position, "OR", left, Conjunction());
        }

        return left;
    }

    private FormulaNode Conjunction()
    {
        var left = Negation();
        while (Current is { } token && Take("AND"))
        {
            left = new BinaryNode(token.Position, "AND", left, Negation());
        }

        return left;
    }

    private FormulaNode Negation()
    {
        var start = Current;
        return Take("NOT") ? new NotNode(start.Position, Negation()) : Comparison();
    }

    private FormulaNode Comparison()
    {
        var left = Sum();
        var token = Current;
        if (token.Kind == TokenKind.Symbol && s_comparisons.Contains(token.Value))
        {
            at++;
            return new BinaryNode(token.Position, token.Value, left, Sum());
        }

        if (Take("IS"))
        {
            var not = Take("NOT");
            Expect("NULL");
            return new IsNullNode(token.Position, left, not);
        }

        var negated = Take("NOT");
        if (Take("IN"))
        {
            Expect("(");
            var values = new List<FormulaNode> { Sum() };
            while (Take(","))
            {
                values.Add(Sum());
            }

            Expect(")");
            return new InNode(token.Position, left, values, negated);
        }

        return negated ? throw Unexpected("IN") : left;
    }

    private FormulaNode Sum() => LeftAssociative(Product, "+", "-", "||");

    private FormulaNode Product() => LeftAssociative(Factor, "*", "/");

    private FormulaNode Factor()
    {
        var start = Current;
        if (Take("-"))
        {
            return new NegateNode(start.Position, Factor());
        }

        if (Take("("))
        {
            var inner = Condition();
            Expect(")");
            return inner;
        }

        switch (start.Kind)
        {
            case TokenKind.Number:
                return Number();
            case TokenKind.Text:
                at++;
                return new TextNode(start.Position, start.Value);
            default:
                return NameOrCall();
        }
    }

    private FormulaNode NameOrCall()
    {
        var name = ExpectName("a column, a number or a text");
        if (Take("."))
        {
            return new NameNode(name.Position, name.Value, ExpectName("a column").Value);
        }

        if (!Take("("))
        {
            return new NameNode(name.Position, null, name.Value);
        }

        var arguments = new List<FormulaNode> { Star() ?? Condition() };
        while (Take(","))
        {
            arguments.Add(Condition());
        }

        Expect(")");
        return new CallNode(name.Position, name.Value, arguments);
    }

    private FormulaNode LeftAssociative(Func<FormulaNode> next, params string[] operators)
    {
        var left = next();
        while (Current is { Kind: TokenKind.Symbol } token && operators.Contains(token.Value))
        {
            at++;
            left = new BinaryNode(token.Position, token.Value, left, next());
        }

        return left;
    }

    private StarNode? Star()
    {
        var start = Current;
        return Take("*") ? new StarNode(start.Position) : null;
    }

    private NumberNode Number()
    {
        var token = Current;
        at++;
        return new NumberNode(token.Position, decimal.Parse(token.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
    }

    private NameNode Name(string expected)
    {
        var token = ExpectName(expected);
        return new NameNode(token.Position, null, token.Value);
    }

    private bool Take(string symbolOrWord)
    {
        if (!Current.Is(symbolOrWord))
        {
            return false;
        }

        at++;
        return true;
    }

    private void Expect(string symbolOrWord)
    {
        if (!Take(symbolOrWord))
        {
            throw Unexpected($"'{symbolOrWord}'");
        }
    }

    private Token ExpectName(string expected)
    {
        var token = Current;
        if (token.Kind != TokenKind.Name || s_keywords.Contains(token.Value))
        {
            throw Unexpected(expected);
        }

        at++;
        return token;
    }

    private FormulaException Unexpected(string expected) => new(
        FormulaErrorKind.Syntax,
        Current.Position,
        Current.Kind == TokenKind.End ? $"Expected {expected} but the formula ends" : $"Expected {expected} but found '{Current.Value}'");
}
