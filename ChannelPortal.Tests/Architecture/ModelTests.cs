using System.Runtime.CompilerServices;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ChannelPortal.Tests.Architecture;

/// <summary>The model: exact types, migrations that equal it, and a scope on every dealer's row.</summary>
public sealed class ModelTests
{
    /// <summary>Entities that belong to no dealer, each with the reason why nobody's scope may narrow them. Identity's own tables are global, too.</summary>
    private static readonly Dictionary<string, string> s_global = new(StringComparer.Ordinal)
    {
        ["DocumentCounter"] = "the running number of a series and month, shared by all dealers",
        ["QuoteCounter"] = "the running quote number of a month, shared by all dealers",
        ["ContractCounter"] = "the running contract number of a month, shared by all dealers",
        ["Promotion"] = "A promotion is for everybody, a tier or a region; pricing reads it for each dealer.",
        ["OrderCounter"] = "the running order number of a month, shared by all dealers",
        ["AlertRule"] = "A rule watches every dealer of its regions; what it finds is the dealer's.",
        ["AlertSeries"] = "What a rule remembers of its series; only the rules' own service reads it.",
        ["MuteTiming"] = "Head office's quiet hours, for all dealers or an area.",
        ["StockBalance"] = "The manufacturer's stock; dealers get bands worked out of it, and exact figures are for its own people only.",
        ["StockMovement"] = "The manufacturer's stock book.",
        ["StockLevelFact"] = "The manufacturer's stock, for its own people and systems.",
        ["InboundPlan"] = "Deliveries to the manufacturer's centres.",
        ["Lane"] = "Transit days from centres to provinces.",
        ["Substitute"] = "The same for every dealer, like the catalogue.",
        ["ApprovalRule"] = "Rules are the manufacturer's and apply to documents of every dealer.",
        ["ApprovalDelegation"] = "Belongs to a user, whose own it is in every query; what the deputy sees is narrowed by the deputy's scope.",
        ["TerritoryTurn"] = "One row that writers of territories lock.",
        ["WorkbenchLayout"] = "A user's own arrangement, found by his id alone; it holds names of tiles and no dealer's data.",
        ["OwnMetric"] = "A definition, the same for everybody who may read it; its values are scoped like those of any metric.",
        ["OwnMetricVersion"] = "What a definition said before.",
        ["ThresholdRule"] = "Limits of a metric, the manufacturer's own rule for everybody or for a role.",
        ["KeptValue"] = "Closed months of the whole, of regions and of dealers; its one reader, KeptMonths, asks the caller's scope for each.",
        ["SavedView"] = "A person's own, or shared inside one company, which every query tests; it holds filters and no dealer's data.",
        ["SavedViewVersion"] = "What a view showed before; reached through its view only.",
        ["ViewChoice"] = "A user's own marks, found by his id alone.",
        ["ApplicationFact"] = "Applicants are no dealers yet; only the manufacturer's people read them.",
        ["NotificationCursor"] = "One place in the log, read by the follower only.",
        ["NotificationPreference"] = "A user's own wishes, found by his id alone.",
        ["NotificationTemplate"] = "Words are the same for every dealer.",
        ["Board"] = "Belongs to a user; whoever opens it is checked by owner, company, role and link, and figures follow the viewer's scope.",
        ["BoardRevision"] = "Read with its board only.",
        ["BoardFavourite"] = "A user's own, found by his id alone.",
        ["BoardLink"] = "Found by its signed id; opens its board for people of the board's company only.",
        ["BoardGuest"] = "Read with its link only.",
        ["BoardNote"] = "Notes of the manufacturer's people belong to no dealer; every query asks for the caller's own company.",
        ["TargetPlan"] = "A plan is everybody's frame; lines, proposals and revisions belong to dealers, and a draft is shown to none of them.",
        ["ForecastRun"] = "When forecasts were made; says nothing of anybody.",
        ["StockTransfer"] = "Belongs to two dealers; readers ask for one side, or for both sides in a manager's scope, and hide the other one until both agreed.",
        ["StockTrialResult"] = "Sums over all dealers of a trial of the past.",
        ["TotalForecast"] = "Of the company, areas and categories; shown to whoever may see every dealer in them.",
        ["ForecastScore"] = "Sums of errors over the dealers of a level; shown like the total, without any dealer's name.",
        ["ForecastChange"] = "What planners of the manufacturer changed; shown like the forecast that was changed, and to no dealer.",
        ["Policy"] = "A policy speaks to tiers, segments or a dealer; screens show one for a single dealer only to whose scope holds it, and resolution starts from the dealers of the scope.",
        ["RebateProgram"] = "Programmes are the manufacturer's offers; what a dealer earns under one is the dealer's.",
        ["RebateVersion"] = "The wording of a programme; dealers read that of the programmes they take part in.",
        ["RebateRun"] = "A run serves many dealers; its statements are dealer-owned.",
        ["RegionFact"] = "Regions are the same for everybody.",
        ["AreaReport"] = "About all dealers of an area: GetAreaReports shows it to whose scope covers each of them, and to no dealer.",
        ["AreaReportFact"] = "Says that a report of an area was made, and nothing of what it holds.",
        ["ProductFact"] = "The catalogue is the same for everybody.",
        ["FactLogEntry"] = "The log is read by the platform only; rows are reached through typed tables.",
        ["FactSource"] = "Names of senders.",
        ["FactHead"] = "One counter of the log.",
        ["QuarantinedEvent"] = "Refused events belong to the integration's administrator.",
        ["ApiKey"] = "Keys are managed at head office; the dealer on a key is its limit, not its owner.",
        ["AuditEntry"] = "One chain for all; its page has its own permission.",
        ["AuditHead"] = "One counter of the chain.",
        ["CommandRecord"] = "Looked up by command id and user, never listed.",
        ["OutboxMessage"] = "Read by the pump only.",
        ["OutboxReceipt"] = "Read by the pump only.",
        ["PortalUser"] = "Sign-in must find a user before there is a scope; lists of users are the administrator's.",
        ["WeightsVersion"] = "Weights of the health index are the same for every dealer.",
        ["RiskRule"] = "Rules of the screening are the same for everybody.",
        ["JobRun"] = "A run serves many dealers; its results are dealer-owned.",
        ["JobClaim"] = "One row per job, period and subject, read by the runner only.",
        ["JobItem"] = "One step of a run, read by the runner and the operator.",
    };

    /// <summary>Measured or modelled numbers. Money, prices and quantities can never be here.</summary>
    private static readonly HashSet<string> s_floating = new(StringComparer.Ordinal)
    {
        "latitude", "longitude", "weight_kg", "area_sqm", "minutes", "lead_time_days", "hold_hours", "sla_hours", "risk_score",
        "pretest_score", "max_score", "rating", "csat", "margin_rate", "win_prob", "failure_prob", "downtime_hours", "avoided_hours", "first_reply_hours",
        "total", "sales", "compliance", "loyalty", "digital", "potential", "prev_total",
        "score", "z", "value", "expected", "baseline", "threshold", "days_left", "progress", "severity_score", "robust_z",
    };

    public static TheoryData<DatabaseProvider> Providers => [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql, DatabaseProvider.SqlServer];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Migrations_EqualTheModel(DatabaseProvider provider)
    {
        using var db = Open(provider);
        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), $"The model of {provider} has changed: add a migration for all three providers (ADR 0003).");
    }

    [Fact]
    public void Migrations_HaveTheSameNames_OnAllProviders()
    {
        // Quartz keeps its tables on server databases only; see QuartzSchema.
        var names = Providers.Select(p => p.Data).Select(provider =>
        {
            using var db = Open(provider);
            return string.Join(' ', db.Database.GetMigrations().Select(m => m[15..]).Where(n => n != "QuartzTables"));
        });
        Assert.Single(names.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void SqlServerScript_IsValidTransactSql()
    {
        using var db = Open(DatabaseProvider.SqlServer);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        using var planted = new StringReader("CREATE TABLE t (id int");
        new TSql170Parser(initialQuotedIdentifiers: true).Parse(planted, out var expected);
        Assert.NotEmpty(expected);
        using var reader = new StringReader(script);
        new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Columns_HoldNoDecimals_AndFloatOnlyWhereListed(DatabaseProvider provider)
    {
        using var db = Open(provider);
        var wrong = db.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p =>
        {
            var type = p.GetTypeMapping().Converter?.ProviderClrType ?? p.ClrType;
            type = Nullable.GetUnderlyingType(type) ?? type;
            return type == typeof(decimal) || (type == typeof(double) || type == typeof(float)) && !s_floating.Contains(FactCatalog.SnakeCase(p.Name));
        });
        Assert.Empty(wrong.Select(p => $"{p.DeclaringType.ShortName()}.{p.Name}"));
    }

    [Fact]
    public void Entities_AreDealerOwned_OrGlobalForAReason()
    {
        using var db = Open(DatabaseProvider.Sqlite);
        var unlisted = db.Model.GetEntityTypes().Where(t => !typeof(IDealerOwned).IsAssignableFrom(t.ClrType) && !s_global.ContainsKey(t.ShortName())
            && t.ClrType.Namespace?.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) != true);
        Assert.Empty(unlisted.Select(t => t.ShortName()));
    }

    [Fact]
    public void Entities_WithADealerId_AreDealerOwned()
    {
        using var db = Open(DatabaseProvider.Sqlite);
        var open = db.Model.GetEntityTypes().Where(t => t.FindProperty("DealerId") is not null && !typeof(IDealerOwned).IsAssignableFrom(t.ClrType));
        Assert.Equal(["PortalUser"], open.Select(t => t.ShortName()).Where(n => n != "AuditEntry").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DealerOwnedEntities_HaveTheScopeFilter()
    {
        using var db = Open(DatabaseProvider.Sqlite);
        var owned = db.Model.GetEntityTypes().Where(t => typeof(IDealerOwned).IsAssignableFrom(t.ClrType)).ToList();
        Assert.NotEmpty(owned);
        Assert.Empty(owned.Where(t => t.GetDeclaredQueryFilters().All(f => f.Key != ScopeFilter.Name)).Select(t => t.ShortName()));
    }

    private static AppDbContext Open(DatabaseProvider provider) => DesignTime.Create(provider, provider switch
    {
        DatabaseProvider.Sqlite => "Data Source=:memory:",
        DatabaseProvider.PostgreSql => "Host=localhost",
        _ => "Server=localhost",
    });
}

/// <summary>
/// For every dealer-owned entity of the model, also future ones: dealer D0001 sees nothing of D0002's row and cannot insert, attach and
/// change, take over or delete it.
/// </summary>
public abstract class ScopeMatrixTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly DealerScope s_first = DealerScope.Of("D0001");

    [Fact]
    public async Task DealerOwnedRows_OfAnotherDealer_CannotBeReadOrWritten()
    {
        await using var probe = Database.Open();
        var owned = probe.Model.GetEntityTypes().Where(t => typeof(IDealerOwned).IsAssignableFrom(t.ClrType) && !t.IsOwned()).ToList();
        Assert.True(owned.Count >= 15, "The model has lost its dealer-owned entities.");
        foreach (var type in owned)
        {
            await CheckAsync(type.ClrType, type.ShortName());
        }
    }

    private async Task CheckAsync(Type type, string name)
    {
        await using (var all = Database.Open())
        {
            await WithoutForeignKeysAsync(all);
            all.Add(Make(all, type, "D0002"));
            await all.SaveChangesAsync(Cancellation);
        }

        await using (var own = Database.Factory.Create(DealerScope.Of("D0002")))
        {
            Assert.True(await CountAsync(own, type) == 1, $"{name}: its owner does not see the row.");
        }

        await using (var other = Database.Factory.Create(s_first))
        {
            Assert.True(await CountAsync(other, type) == 0, $"{name}: another dealer sees the row.");
        }

        await RefusedAsync(name + " insert", db => db.Add(Make(db, type, "D0002", "other")));
        await RefusedAsync(name + " update", db => db.Update(Make(db, type, "D0002")));
        await RefusedAsync(name + " delete", db => db.Remove(Make(db, type, "D0002")));
        var dealer = (await FindAsync(type)).FindProperty(nameof(IDealerOwned.DealerId))!;
        if (!dealer.IsPrimaryKey())
        {
            // A stub that claims the caller's own dealer for the other one's row.
            await RefusedAsync(name + " take over", db => db.Update(Make(db, type, "D0001")));
            await RefusedAsync(name + " delete a claimed stub", db => db.Remove(Make(db, type, "D0001")));
        }
    }

    private async Task RefusedAsync(string what, Action<AppDbContext> write)
    {
        await using var db = Database.Factory.Create(s_first);
        await WithoutForeignKeysAsync(db);
        write(db);
        var error = await Record.ExceptionAsync(() => db.SaveChangesAsync(Cancellation));
        Assert.True(error is ScopeViolationException, $"{what} was not refused by the guard: {error?.Message ?? "it succeeded"}");
    }

    private async Task<IEntityType> FindAsync(Type type)
    {
        await using var db = Database.Open();
        return db.Model.FindEntityType(type)!;
    }

    private static async Task<int> CountAsync(AppDbContext db, Type type) =>
        await (Task<int>)typeof(ScopeMatrixTests).GetMethod(nameof(CountOfAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, [db])!;

    private static Task<int> CountOfAsync<T>(AppDbContext db)
        where T : class => db.Set<T>().CountAsync(Cancellation);

    /// <summary>A row whose values satisfy the columns; rows of one seed have one key.</summary>
    private static object Make(AppDbContext db, Type type, string dealer, string seed = "row")
    {
        var row = RuntimeHelpers.GetUninitializedObject(type);
        var entry = db.Entry(row);
        foreach (var property in entry.Metadata.GetProperties().Where(p => !p.IsShadowProperty()))
        {
            var clr = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (property.Name == nameof(IDealerOwned.DealerId))
            {
                entry.Property(property.Name).CurrentValue = dealer;
            }
            else if (clr == typeof(string) && !property.IsNullable)
            {
                entry.Property(property.Name).CurrentValue = seed[..Math.Min(seed.Length, property.GetMaxLength() ?? 10)];
            }
            else if (clr == typeof(byte[]) && !property.IsNullable)
            {
                entry.Property(property.Name).CurrentValue = new byte[] { 1 };
            }
            else if (property.IsPrimaryKey())
            {
                entry.Property(property.Name).CurrentValue =
                    clr == typeof(Guid) ? new Guid(seed == "row" ? 1 : 2, 0, 0, new byte[8])
                    : clr == typeof(DateOnly) ? Some.Day
                    : clr == typeof(DateTimeOffset) ? Some.Noon
                    : clr.IsEnum ? Enum.GetValues(clr).GetValue(0)
                    : Convert.ChangeType(seed == "row" ? 1 : 2, clr, System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (clr == typeof(DateTimeOffset) && !property.IsNullable)
            {
                entry.Property(property.Name).CurrentValue = Some.Noon;
            }
            else if (clr == typeof(DateOnly) && !property.IsNullable)
            {
                entry.Property(property.Name).CurrentValue = Some.Day;
            }
        }

        return row;
    }

    private static async Task WithoutForeignKeysAsync(AppDbContext db)
    {
        if (db.Database.IsSqlite())
        {
            await db.Database.OpenConnectionAsync(Cancellation);
            await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF", Cancellation);
        }
        else
        {
            await db.Database.OpenConnectionAsync(Cancellation);
            await db.Database.ExecuteSqlRawAsync("SET session_replication_role = replica", Cancellation);
        }
    }
}

public sealed class ScopeMatrixOnSqliteTests(SqliteDatabase database) : ScopeMatrixTests(database), IClassFixture<SqliteDatabase>;

public sealed class ScopeMatrixOnPostgreSqlTests(PostgreSqlDatabase database) : ScopeMatrixTests(database), IClassFixture<PostgreSqlDatabase>;
