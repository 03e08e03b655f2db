using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;

namespace ChannelPortal.Platform.Facts;

/// <summary>The number of each sender of events: the log keeps it instead of the text.</summary>
internal sealed class FactSources
{
    private readonly ConcurrentDictionary<string, int> sources = new(StringComparer.Ordinal);

    /// <summary>Finds or makes the number inside the transaction.</summary>
    public async Task<int> NumberAsync(DbTransaction transaction, string source, CancellationToken cancellationToken)
    {
        if (sources.TryGetValue(source, out var no))
        {
            return no;
        }

        await using var find = Command("SELECT no FROM fact_source WHERE source = @p0");
        if (await find.ExecuteScalarAsync(cancellationToken) is { } found)
        {
            // Cached only once it is surely committed: this transaction may still roll back its own new number.
            return sources[source] = Convert.ToInt32(found, CultureInfo.InvariantCulture);
        }

        await using var insert = Command("INSERT INTO fact_source (no, source) SELECT COALESCE(MAX(no), 0) + 1, @p0 FROM fact_source");
        await insert.ExecuteNonQueryAsync(cancellationToken);
        return Convert.ToInt32(await find.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);

        DbCommand Command(string sql)
        {
            var command = transaction.Connection!.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, sql);
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@p0", source);
            command.Parameters.Add(parameter);
            return command;
        }
    }
}
