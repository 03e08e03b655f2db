using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChannelPortal.Platform.Data;

/// <summary>A write outside the caller's scope. Always a bug or an attack, so it throws rather than answers.</summary>
public sealed class ScopeViolationException(string entity)
    : InvalidOperationException($"A write to {entity} lies outside the caller's dealer scope.");

/// <summary>A change of a row that is written once. Always a bug, so it throws rather than answers.</summary>
public sealed class WrittenOnceException(string entity)
    : InvalidOperationException($"A row of {entity} is never changed or deleted; write a correcting row.");

/// <summary>
/// Query filters guard reads only, so every write of a dealer-owned entity is checked before SQL: its owner must be in scope, may not
/// change, and for updates and deletes the stored row must have that owner too (an attached stub could claim another one).
/// </summary>
public sealed class ScopeGuard : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        if (eventData.Context is AppDbContext context)
        {
            BumpVersions(context);
            foreach (var (entry, stored) in Guarded(context).Select(e => (e, FindStored(e))))
            {
                Check(context, entry, stored);
            }

            CheckWrittenOnce(context);
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is AppDbContext context)
        {
            BumpVersions(context);
            foreach (var entry in Guarded(context))
            {
                Check(context, entry, await FindStoredAsync(entry, cancellationToken));
            }

            CheckWrittenOnce(context);
        }

        return result;
    }

    private static void BumpVersions(AppDbContext context)
    {
        foreach (var entry in context.ChangeTracker.Entries().Where(e => e.State == EntityState.Modified))
        {
            if (entry.Metadata.FindProperty("Version") is { } version && version.ClrType == typeof(int))
            {
                entry.Property("Version").CurrentValue = (int)entry.Property("Version").OriginalValue! + 1;
            }
        }
    }

    private static void CheckWrittenOnce(AppDbContext context)
    {
        if (context.ChangeTracker.Entries<IWrittenOnce>().FirstOrDefault(e => e.State is EntityState.Modified or EntityState.Deleted) is { } changed)
        {
            throw new WrittenOnceException(changed.Metadata.ShortName());
        }
    }

    private static List<EntityEntry<IDealerOwned>> Guarded(AppDbContext context) => context.Scope.IsAll
        ? []
        : [.. context.ChangeTracker.Entries<IDealerOwned>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)];

    private static void Check(AppDbContext context, EntityEntry<IDealerOwned> entry, PropertyValues? stored)
    {
        var name = entry.Metadata.ShortName();
        if (!context.Scope.Allows(entry.Entity.DealerId))
        {
            throw new ScopeViolationException(name);
        }

        if (entry.State == EntityState.Added)
        {
            return;
        }

        var owner = stored?.GetValue<string?>(nameof(IDealerOwned.DealerId));
        if (stored is not null && (!context.Scope.Allows(owner) || owner != entry.Entity.DealerId))
        {
            throw new ScopeViolationException(name);
        }
    }

#pragma warning disable RS0030 // The guard is the one place that must see the stored owner past the filter.
    private static PropertyValues? FindStored(EntityEntry entry) => entry.State == EntityState.Added ? null : entry.GetDatabaseValues();

    private static async Task<PropertyValues?> FindStoredAsync(EntityEntry entry, CancellationToken cancellationToken) =>
        entry.State == EntityState.Added ? null : await entry.GetDatabaseValuesAsync(cancellationToken);
#pragma warning restore RS0030
}
