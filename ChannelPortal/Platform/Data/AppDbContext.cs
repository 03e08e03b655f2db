using System.Reflection;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChannelPortal.Platform.Data;

/// <summary>
/// The one model. Features add entities through <see cref="IEntityTypeConfiguration{TEntity}"/> classes and fact definitions; nothing
/// declares a DbSet. Instants are stored as UTC milliseconds, business days as days since 1970-01-01, money as minor units (ADR 0002).
/// </summary>
public abstract class AppDbContext(DbContextOptions options, DealerScope scope)
    : IdentityDbContext<PortalUser, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DealerScope Scope => scope;

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    // Read by the named query filter of every dealer-owned entity: members of the context, so never baked into the cached model.
    private bool ScopeIsAll => scope.IsAll;

    private string[] ScopeDealers => field ??= [.. scope.DealerIds];

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<DateOnly>().HaveConversion<DayConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        FactModel.Configure(builder, FactCatalog.Product);
        foreach (var type in builder.Model.GetEntityTypes().ToList())
        {
            if (typeof(IDealerOwned).IsAssignableFrom(type.ClrType))
            {
                s_applyScope.MakeGenericMethod(type.ClrType).Invoke(this, [builder]);
            }

            if (type.FindProperty("Version") is { } version && version.ClrType == typeof(int))
            {
                version.IsConcurrencyToken = true;
            }
        }

        SnakeCaseNames(builder);
    }

    private static readonly MethodInfo s_applyScope =
        typeof(AppDbContext).GetMethod(nameof(ApplyScope), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private void ApplyScope<T>(ModelBuilder builder)
        where T : class, IDealerOwned =>
        builder.Entity<T>().HasQueryFilter(ScopeFilter.Name, e => ScopeIsAll || ScopeDealers.Contains(e.DealerId));

    private static void SnakeCaseNames(ModelBuilder builder)
    {
        foreach (var type in builder.Model.GetEntityTypes().Where(t => !t.IsMappedToJson()))
        {
            if (type.GetTableName() is { } table && type.FindAnnotation("Fact") is null)
            {
                type.SetTableName(FactCatalog.SnakeCase(table.Replace("AspNet", "Identity", StringComparison.Ordinal)));
            }

            foreach (var property in type.GetProperties().Where(p => p.FindAnnotation("Relational:ColumnName") is null))
            {
                property.SetColumnName(FactCatalog.SnakeCase(property.Name));
            }

            foreach (var key in type.GetKeys())
            {
                key.SetName($"pk_{type.GetTableName()}");
            }

            foreach (var index in type.GetIndexes())
            {
                index.SetDatabaseName(Limit($"ix_{type.GetTableName()}_{string.Join('_', index.Properties.Select(p => p.GetColumnName()))}"));
            }

            foreach (var foreignKey in type.GetForeignKeys())
            {
                foreignKey.SetConstraintName(Limit($"fk_{type.GetTableName()}_{string.Join('_', foreignKey.Properties.Select(p => p.GetColumnName()))}"));
            }
        }

        // PostgreSQL cuts names at 63 bytes.
        static string Limit(string name) => name.Length <= 63 ? name : name[..63];
    }

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
        v => v.ToUnixTimeMilliseconds(),
        v => DateTimeOffset.FromUnixTimeMilliseconds(v));

    private sealed class DayConverter() : ValueConverter<DateOnly, int>(
        v => v.DayNumber - EpochDay.Offset,
        v => DateOnly.FromDayNumber(v + EpochDay.Offset));
}

/// <summary>Name of the scope filter on every dealer-owned entity.</summary>
public static class ScopeFilter
{
    public const string Name = "Dealer";
}

/// <summary>Business days in the database are days since 1970-01-01.</summary>
public static class EpochDay
{
    /// <summary><see cref="DateOnly.DayNumber"/> of 1970-01-01.</summary>
    public const int Offset = 719_162;

    public static int Of(DateOnly day) => day.DayNumber - Offset;

    public static DateOnly ToDate(int epochDay) => DateOnly.FromDayNumber(epochDay + Offset);
}

/// <summary>SQLite model and migrations.</summary>
public sealed class SqliteAppDbContext(DbContextOptions<SqliteAppDbContext> options, DealerScope scope) : AppDbContext(options, scope);

/// <summary>PostgreSQL model and migrations.</summary>
public sealed class PostgreSqlAppDbContext(DbContextOptions<PostgreSqlAppDbContext> options, DealerScope scope) : AppDbContext(options, scope);

/// <summary>SQL Server model and migrations.</summary>
public sealed class SqlServerAppDbContext(DbContextOptions<SqlServerAppDbContext> options, DealerScope scope) : AppDbContext(options, scope);
