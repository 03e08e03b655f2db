using System.Globalization;

namespace ChannelPortal.Platform.Metrics;

/// <summary>Joins compiled terms to one statement: one round trip and one moment of the database for all of them.</summary>
internal static class StatementCompiler
{
    public static SqlStatement Compile(SqlDialect dialect, MetricVocabulary vocabulary, IReadOnlyList<StatementPart> parts)
    {
        var names = new Dictionary<ParameterSource, string>();
        var passes = parts
            .GroupBy(p => TermRows.ScanOf(vocabulary, p) ?? string.Create(CultureInfo.InvariantCulture, $"alone {p.Ordinal}"), StringComparer.Ordinal)
            .Select(pass => new TermCompiler(dialect, vocabulary, [.. pass], NameOf).Compile())
            .ToList();
        return new SqlStatement(string.Join("\nUNION ALL\n", passes), names);

        string NameOf(ParameterSource source)
        {
            if (!names.TryGetValue(source, out var name))
            {
                name = string.Create(CultureInfo.InvariantCulture, $"@p{names.Count}");
                names.Add(source, name);
            }

            return name;
        }
    }
}
