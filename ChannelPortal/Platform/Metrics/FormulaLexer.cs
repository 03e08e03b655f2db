using System.Globalization;

namespace ChannelPortal.Platform.Metrics;

internal enum TokenKind
{
    Number,
    Text,
    Name,
    Symbol,
    End,
}

internal readonly record struct Token(TokenKind Kind, string Value, int Position)
{
    public bool Is(string symbolOrWord) => Kind is TokenKind.Symbol or TokenKind.Name && Value == symbolOrWord;
}

/// <summary>Splits a formula into tokens.</summary>
internal static class FormulaLexer
{
    private static readonly string[] s_symbols = ["<>", "<=", ">=", "||", "(", ")", ",", ":", "*", "/", "+", "-", "@", ".", "=", "<", ">"];

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (char.IsAsciiDigit(text[at]))
            {
                at = EndOf(text, at, c => char.IsAsciiDigit(c) || c == '.');
                tokens.Add(new Token(TokenKind.Number, Number(text[start..at], start), start + 1));
            }
            else if (char.IsAsciiLetter(text[at]) || text[at] == '_')
            {
                at = EndOf(text, at, c => char.IsAsciiLetterOrDigit(c) || c == '_');
                tokens.Add(new Token(TokenKind.Name, text[start..at], start + 1));
            }
            else if (text[at] == '\'')
            {
                at = EndOfText(text, at);
                tokens.Add(new Token(TokenKind.Text, text[(start + 1)..(at - 1)].Replace("''", "'", StringComparison.Ordinal), start + 1));
            }
            else
            {
                var symbol = Array.Find(s_symbols, s => text.AsSpan(start).StartsWith(s, StringComparison.Ordinal))
                    ?? throw Syntax($"Unexpected character '{text[start]}'", start);
                at += symbol.Length;
                tokens.Add(new Token(TokenKind.Symbol, symbol, start + 1));
            }
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static int EndOf(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int EndOfText(string text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != '\'')
            {
                continue;
            }

            if (at + 1 >= text.Length || text[at + 1] != '\'')
            {
                return at + 1;
            }

            at++;
        }

        throw Syntax("Text without a closing quote", start);
    }

    private static string Number(string digits, int start) =>
        decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? digits
            : throw Syntax($"'{digits}' is not a number", start);

    private static FormulaException Syntax(string message, int index) => new(FormulaErrorKind.Syntax, index + 1, message);
}
