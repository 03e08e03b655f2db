using System.Globalization;

namespace ChannelPortal.Platform.Metrics;

/// <summary>Joins compiled terms to one statement: one round trip and one moment of the database for all of them.</summary>
internal static class StatementCompiler
{
    public static SqlStatement Compile(
        SqlDialect dialect, MetricVocabulary vocabulary, StatementShape shape, IReadOnlyList<TermRequest> terms)
    {
        var names = new Dictionary<ParameterSource, string>();
        var parts = terms.Select((t, i) => new TermCompiler(dialect, vocabulary, shape, t, NameOf).Compile(i)).ToList();
        return new SqlStatement(string.Join("\nUNION ALL\n", parts), names);

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
