using System.Collections.Concurrent;

namespace ChannelPortal.Platform.Metrics;

/// <summary>
/// Compiled statements by what their text depends on. Shapes are few, but a client of the API or a person who composes boards can ask for ever new combinations
/// of metrics and slices, and a statement of a hundred terms is long: so the texts are bounded, not their number.
/// </summary>
internal sealed class StatementCache(long mostCharacters = StatementCache.DefaultCharacters)
{
    /// <summary>32 MB of text.</summary>
    public const long DefaultCharacters = 16_000_000;

    private readonly ConcurrentDictionary<string, SqlStatement> known = new(StringComparer.Ordinal);
    private long characters;

    public int Count => known.Count;

    public SqlStatement GetOrAdd(string key, Func<SqlStatement> compile)
    {
        if (known.TryGetValue(key, out var statement))
        {
            return statement;
        }

        statement = compile();
        var length = key.Length + statement.Text.Length;
        if (Interlocked.Add(ref characters, length) > mostCharacters)
        {
            // What is asked for again is compiled again, once.
            known.Clear();
            Interlocked.Exchange(ref characters, length);
        }

        return known[key] = statement;
    }
}
