using System.Security.Cryptography;
using System.Text;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Quartz;

namespace ChannelPortal.Tests.Platform.Jobs;

public sealed class QuartzSchemaTests
{
    /// <summary>When this fails, Quartz changed its tables: freeze the old script in its migration and write one for the difference.</summary>
    [Theory]
    [InlineData("postgres", "c7e6745411425f02f4464e4d33dc910b7dc93ac067f2da6ddf4690a604f4ec78")]
    [InlineData("sqlServer", "d2669c505c098ec9fa7e9db6e09070cd7bd7262c61c40f65db4de3ca0706f8b9")]
    public void Script_OfThePinnedPackage_IsTheOneOfTheMigration(string dialect, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(QuartzSchema.Script(dialect)))));

    [Fact]
    public void Statements_OfSqlServer_ParseAsTransactSql()
    {
        foreach (var statement in QuartzSchema.Statements("sqlServer"))
        {
            new TSql170Parser(initialQuotedIdentifiers: true).Parse(new StringReader(statement), out var errors);
            Assert.Empty(errors);
        }
    }

    [Theory]
    [InlineData("AUTO")]
    [InlineData("NON_CLUSTERED")]
    public void RefuseSharedId_NamesThatNodesShare_Throws(string id) => Assert.Throws<InvalidOperationException>(() => JobScheduler.RefuseSharedId(id));

    [Fact]
    public void RefuseSharedId_OwnName_Passes() => JobScheduler.RefuseSharedId("node-1");
}

/// <summary>The clustered store starts on the tables of our migration: Quartz checks its schema at start.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class QuartzOnPostgreSqlTests(PostgreSqlDatabase database) : DatabaseTests(database), IClassFixture<PostgreSqlDatabase>
{
    [Fact]
    public async Task Start_OnOurMigration_HasAnIdOfItsOwn()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = "PostgreSql",
            ["ConnectionStrings:Portal"] = Database.ConnectionString,
        }).Build();
        await using var services = new ServiceCollection().AddLogging().AddJobSchedule(configuration).BuildServiceProvider();

        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(Cancellation);
        await scheduler.Start(Cancellation);

        JobScheduler.RefuseSharedId(scheduler.SchedulerInstanceId);
        await scheduler.Shutdown(waitForJobsToComplete: true, Cancellation);
    }
}
