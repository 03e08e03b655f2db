using System.Globalization;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Metrics;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>A formula in words of the reader's language, made from its syntax tree.</summary>
internal sealed class FormulaWords(IStringLocalizer<FactText> names, IStringLocalizer<MetricsText> words)
{
    private const string Tightest = "*/";

    public string Describe(string formula) => Outer(FormulaParser.Parse(formula));

    public string NameOfFact(string fact) => NameOf("Fact_", fact);

    public string NameOfColumn(string column) => NameOf("Column_", column);

    private string Outer(FormulaNode node) => node switch
    {
        NumberNode number => Number(number),
        NegateNode negate => words["Words_Negative", Outer(negate.Operand)],
        CallNode { Function: "ABS" } call => words["Words_Absolute", Outer(call.Arguments[0])],
        CallNode call => words["Words_Whole", Outer(call.Arguments[0])],
        BinaryNode binary => Arithmetic(binary, Outer),
        TermNode term => Term(term),
        _ => throw new InvalidOperationException($"Unknown node {node}."),
    };

    private string Term(TermNode term)
    {
        var row = new RowWords(this, words, FactCatalog.Product.Find(term.Fact.Name));
        var rows = NameOfFact(term.Fact.Name);
        if (term.Where is { } where)
        {
            rows = words["Words_Rows", rows, row.Say(where)];
        }

        var text = term.Operand is StarNode
            ? words["Words_COUNT_ROWS", rows]
            : words["Words_" + term.Aggregate, row.Say(term.Operand), rows, term.By is null ? "" : row.Say(term.By)].Value;
        text = term.Having is { } having ? words["Words_Having", text, row.Say(having)] : text;
        text = term.On is { } on ? words["Words_On", text, NameOfColumn(on.Name)] : text;
        return term.Window is { } window ? words["Words_Window_" + window.Name, text] : text;
    }

    private string Arithmetic(BinaryNode node, Func<FormulaNode, string> say)
    {
        var left = node.Left is BinaryNode l && IsTight(node) && !IsTight(l) ? Bracket(say(l)) : say(node.Left);
        var right = node.Right is BinaryNode r && (IsTight(node) || node.Operator == "-") ? Bracket(say(r)) : say(node.Right);
        return words[node.Operator switch { "+" => "Words_Plus", "-" => "Words_Minus", "*" => "Words_Times", "/" => "Words_Divided", _ => "Words_Joined" }, left, right];
    }

    private string Bracket(string text) => words["Words_Bracket", text];

    private static bool IsTight(BinaryNode node) => Tightest.Contains(node.Operator, StringComparison.Ordinal);

    private static string Number(NumberNode number) => number.Value.ToString(CultureInfo.InvariantCulture);

    private string NameOf(string prefix, string name) =>
        names[prefix + name] is { ResourceNotFound: false } known ? known.Value : name.Replace('_', ' ');

    /// <summary>What stands inside a term: values of rows and conditions on them.</summary>
    private sealed class RowWords(FormulaWords owner, IStringLocalizer<MetricsText> words, FactDefinition? fact)
    {
        public string Say(FormulaNode node) => node switch
        {
            NumberNode number => Number(number),
            TextNode text => words["Words_Quoted", owner.NameOf("Value_", text.Value)],
            NameNode { Dimension: null, Name: "PSTART" or "PEND" or "v" } name => words["Words_Name_" + name.Name],
            NameNode { Dimension: { } dimension } name => words["Words_Of", owner.NameOfColumn(name.Name), owner.NameOfColumn(dimension)],
            NameNode name => owner.NameOfColumn(name.Name),
            NegateNode negate => words["Words_Negative", Say(negate.Operand)],
            NotNode not => words["Words_Not", Say(not.Operand)],
            IsNullNode empty => words[empty.Negated ? "Words_Present" : "Words_Empty", Say(empty.Operand)],
            InNode list => words[list.Negated ? "Words_NoneOf" : "Words_OneOf", Say(list.Operand), string.Join(words["Separator"], list.Values.Select(Say))],
            BinaryNode { Operator: "AND" or "OR" } logic => words[logic.Operator == "AND" ? "Words_And" : "Words_Or", Inside(logic, logic.Left), Inside(logic, logic.Right)],
            BinaryNode { Operator: "=" or "<>" or "<" or "<=" or ">" or ">=" } compare => Compare(compare),
            BinaryNode binary => owner.Arithmetic(binary, Say),
            CallNode { Arguments: [StarNode] } => words["Words_Inner_COUNT_ROWS"],
            CallNode { Function: "DAYS" or "HOURS" or "MINUTES" } span => words["Words_" + span.Function, Say(span.Arguments[0]), Say(span.Arguments[1])],
            CallNode call => words["Words_Inner_" + call.Function, Say(call.Arguments[0])],
            _ => throw new InvalidOperationException($"Unknown node {node}."),
        };

        private string Inside(BinaryNode outer, FormulaNode inner) =>
            outer.Operator == "AND" && inner is BinaryNode { Operator: "OR" } ? owner.Bracket(Say(inner)) : Say(inner);

        private string Compare(BinaryNode node)
        {
            var key = node.Operator switch
            {
                "=" => "Words_Equals",
                "<>" => "Words_Differs",
                "<" => "Words_Below",
                "<=" => "Words_AtMost",
                ">" => "Words_Above",
                _ => "Words_AtLeast",
            };

            // A flag is answered with yes or no, not compared with 1.
            return node is { Left: NameNode { Dimension: null } name, Right: NumberNode { Value: 0 or 1 } answer } && fact?.FindColumn(name.Name)?.Kind == FactColumnKind.Flag
                ? words[key, Say(name), words[answer.Value == 1 ? "Words_Yes" : "Words_No"]]
                : words[key, Say(node.Left), Say(node.Right)];
        }
    }
}
