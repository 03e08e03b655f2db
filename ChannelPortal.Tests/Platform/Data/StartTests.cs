using System.Xml.Linq;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Tests.Platform.Data;

/// <summary>What the start reads without the model is what is there.</summary>
public abstract class StartTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task MigrateAsync_WithOneMigrationMissingInTheHistory_DoesNotTakeTheDatabaseForCurrent()
    {
        await using var fresh = await Database.FreshAsync();
        await using var portal = await PortalServices.StartAsync(fresh);
        var migrator = portal.Get<DatabaseMigrator>();
        Assert.Empty(await migrator.MigrateAsync(Cancellation));
        await using (var connection = portal.Get<AppDbFactory>().Connect())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM \"__EFMigrationsHistory\"";
            Assert.True(await command.ExecuteNonQueryAsync(Cancellation) > 0);
        }

        // The tables are there, so applying the forgotten migration fails; the short way would have said "nothing to do".
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => migrator.MigrateAsync(Cancellation));
    }

    [Fact]
    public async Task Keys_StoredByOneNode_AreReadByTheNext()
    {
        await using var one = await PortalServices.StartAsync(Database);
        await using var two = await PortalServices.StartAsync(Database);
        Repository(one).StoreElement(new XElement("key", new XAttribute("id", "七"), "<secret>"), "key-七");
        var read = Repository(two).GetAllElements().Single(e => e.Name == "key" && e.Attribute("id")?.Value == "七");
        Assert.Equal("<secret>", read.Value);

        static IXmlRepository Repository(PortalServices node) =>
            Assert.IsType<KeyRepository>(node.Get<IOptions<KeyManagementOptions>>().Value.XmlRepository);
    }
}

public sealed class StartOnSqliteTests(SqliteDatabase database) : StartTests(database), IClassFixture<SqliteDatabase>;

public sealed class StartOnPostgreSqlTests(PostgreSqlDatabase database) : StartTests(database), IClassFixture<PostgreSqlDatabase>;
