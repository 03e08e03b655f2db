namespace ChannelPortal.Platform.Metrics;

/// <summary>A node of the syntax tree. <c>Position</c> is the 1-based character where it starts.</summary>
internal abstract record FormulaNode(int Position);

internal sealed record NumberNode(int Position, decimal Value) : FormulaNode(Position);

internal sealed record TextNode(int Position, string Value) : FormulaNode(Position);

/// <summary><c>column</c> or <c>dimension.column</c>; also <c>PSTART</c>, <c>PEND</c> and <c>v</c>.</summary>
internal sealed record NameNode(int Position, string? Dimension, string Name) : FormulaNode(Position);

/// <summary>The <c>*</c> of <c>COUNT</c>.</summary>
internal sealed record StarNode(int Position) : FormulaNode(Position);

internal sealed record NegateNode(int Position, FormulaNode Operand) : FormulaNode(Position);

/// <summary>Arithmetic, <c>||</c>, comparison, <c>AND</c>, <c>OR</c>.</summary>
internal sealed record BinaryNode(int Position, string Operator, FormulaNode Left, FormulaNode Right) : FormulaNode(Position);

internal sealed record NotNode(int Position, FormulaNode Operand) : FormulaNode(Position);

internal sealed record IsNullNode(int Position, FormulaNode Operand, bool Negated) : FormulaNode(Position);

internal sealed record InNode(int Position, FormulaNode Operand, IReadOnlyList<FormulaNode> Values, bool Negated) : FormulaNode(Position);

/// <summary>A function of row values (<c>DAYS</c>, <c>MAX0</c>, …), an inner aggregate, or the outer <c>ABS</c> and <c>TOTAL</c>.</summary>
internal sealed record CallNode(int Position, string Function, IReadOnlyList<FormulaNode> Arguments) : FormulaNode(Position);

/// <summary><c>AGG(fact: x BY key HAVING … WHERE … ON column)@window</c>.</summary>
internal sealed record TermNode(
    int Position,
    string Aggregate,
    NameNode Fact,
    FormulaNode Operand,
    FormulaNode? By,
    FormulaNode? Having,
    FormulaNode? Where,
    NameNode? On,
    NameNode? Window) : FormulaNode(Position);
