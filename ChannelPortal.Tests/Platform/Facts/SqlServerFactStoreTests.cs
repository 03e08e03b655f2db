using ChannelPortal.Platform.Facts;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ChannelPortal.Tests.Platform.Facts;

/// <summary>No SQL Server runs here, so its statements are held by its own parser.</summary>
public sealed class SqlServerFactStoreTests
{
    public static TheoryData<string> Statements()
    {
        var data = new TheoryData<string>
        {
            SqlServerFactStore.LockSql,
            SqlServerFactStore.StagingSql(LogRow.Columns),
            SqlServerFactStore.StagingSql(SqlServerFactStore.EventColumns) + SqlServerFactStore.FindLoggedSql,
        };
        foreach (var fact in FactCatalog.Product.Facts)
        {
            data.Add(SqlServerFactStore.StagingSql(fact.Stored));
            data.Add(SqlServerFactStore.FindRowsSql(fact));
            data.Add(SqlServerFactStore.UpdateSql(fact));
        }

        foreach (var rollup in FactCatalog.Product.Rollups)
        {
            data.Add(SqlServerFactStore.AddToRollupSql(rollup));
            data.Add(RollupRebuilder.SelectSql(rollup, new SqlServerFactStore()));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Sql_EveryStatement_Parses(string sql)
    {
        new TSql170Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        Assert.Empty(errors.Select(e => e.Message + " in " + sql));
    }

    [Fact]
    public void Parse_PlantedError_IsFound()
    {
        new TSql170Parser(initialQuotedIdentifiers: true).Parse(new StringReader("UPDATE r SET WHERE"), out var errors);
        Assert.NotEmpty(errors);
    }
}
