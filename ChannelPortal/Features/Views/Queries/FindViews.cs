using ChannelPortal.Features.Views.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Views.Queries;

/// <summary>A view as its list shows it.</summary>
internal sealed record ViewRow(
    Guid Id, string List, string Name, string Query, bool IsMine, string OwnerName, string? SharedRole, bool IsRoleDefault, int Version, bool IsFavourite, bool IsDefault);

/// <summary>An earlier state of a view.</summary>
internal sealed record ViewVersionRow(int Version, string Name, string Query, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>Views that a person made, and those of the own company that are shared with one of the person's roles.</summary>
internal sealed class FindViews(IAppDbFactory databases)
{
    public static string CompanyOf(Caller caller) => caller.DealerId ?? SavedView.HeadOffice;

    public static IQueryable<SavedView> Visible(AppDbContext db, Caller caller)
    {
        var (user, company, roles) = (caller.UserId, CompanyOf(caller), caller.Roles.ToArray());
        return db.Set<SavedView>().Where(v => v.Company == company && (v.OwnerId == user || (v.SharedRole != null && roles.Contains(v.SharedRole))));
    }

    /// <summary>Favourites first, then by name. Without a list, those of all lists.</summary>
    public async Task<IReadOnlyList<ViewRow>> RunAsync(string? list, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(caller.Scope);
        var views = await Visible(db, caller).AsNoTracking().Where(v => list == null || v.List == list).ToListAsync(cancellationToken);
        var user = caller.UserId;
        var choices = await db.Set<ViewChoice>().AsNoTracking().Where(c => c.UserId == user && (list == null || c.List == list)).ToDictionaryAsync(c => c.ViewId, cancellationToken);
        return
        [
            .. views.Select(v => (View: v, Choice: choices.GetValueOrDefault(v.Id)))
                .Select(v => new ViewRow(
                    v.View.Id, v.View.List, v.View.Name, v.View.Query, v.View.OwnerId == user, v.View.OwnerName, v.View.SharedRole, v.View.IsRoleDefault, v.View.Version,
                    v.Choice?.IsFavourite == true, v.Choice?.IsDefault == true))
                .OrderByDescending(v => v.IsFavourite).ThenBy(v => v.Name, StringComparer.CurrentCulture).ThenBy(v => v.Id),
        ];
    }

    /// <summary>How a list opens: as the person chose, else as his role does; null for the plain list.</summary>
    public static ViewRow? DefaultOf(IReadOnlyList<ViewRow> views) => views.FirstOrDefault(v => v.IsDefault) ?? views.FirstOrDefault(v => v is { IsRoleDefault: true, IsMine: false });

    /// <summary>Earlier states of a view that the person may see, the newest first.</summary>
    public async Task<IReadOnlyList<ViewVersionRow>> VersionsAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(caller.Scope);
        return await Visible(db, caller).AnyAsync(v => v.Id == id, cancellationToken)
            ? await db.Set<SavedViewVersion>().AsNoTracking().Where(v => v.ViewId == id).OrderByDescending(v => v.Version)
                .Select(v => new ViewVersionRow(v.Version, v.Name, v.Query, v.ChangedBy, v.ChangedAt)).ToListAsync(cancellationToken)
            : [];
    }
}
