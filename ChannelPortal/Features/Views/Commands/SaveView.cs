using ChannelPortal.Features.Views.Domain;
using ChannelPortal.Features.Views.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Views.Commands;

/// <summary>Keeps a list as it is shown, as a new view or as a new version of an own one.</summary>
/// <param name="SharedRole">A role of the own company that is to see it; null for oneself.</param>
[Permission("home")]
internal sealed record SaveView(Guid? Id, string List, string Name, string Query, string? SharedRole, bool IsRoleDefault) : ICommand<Guid>;

internal sealed class SaveViewHandler(TimeProvider time) : ICommandHandler<SaveView, Guid>
{
    public const string Share = "views.share";

    public async Task<Result<Guid>> HandleAsync(SaveView command, CommandContext context, CancellationToken cancellationToken)
    {
        var (caller, db) = (context.Caller, context.Db);
        var name = command.Name.Trim();
        if (name.Length is 0 or > SavedView.MaxName)
        {
            return Error.Of("view_name_length", SavedView.MaxName).On(nameof(command.Name));
        }

        if (command.List.Length is 0 or > SavedView.MaxList || !IsQuery(command.Query))
        {
            return Error.Of("view_query_invalid");
        }

        if (RefuseSharing(command, caller) is { } refused)
        {
            return refused;
        }

        var mine = await db.Set<SavedView>().Where(v => v.OwnerId == caller.UserId && v.List == command.List).ToListAsync(cancellationToken);
        var view = mine.Find(v => v.Id == command.Id);
        if (command.Id is not null && view is null)
        {
            return Error.NotFound;
        }

        if (mine.Exists(v => v.Id != command.Id && string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return Error.Of("view_name_taken", name).On(nameof(command.Name));
        }

        if (view is null)
        {
            if (mine.Count >= SavedView.MaxPerList)
            {
                return Error.Of("view_too_many", SavedView.MaxPerList);
            }

            view = new SavedView
            {
                Id = SequentialId.New(time),
                List = command.List,
                OwnerId = caller.UserId,
                OwnerName = caller.Name,
                Company = FindViews.CompanyOf(caller),
                Name = name,
                Query = command.Query,
            };
            db.Add(view);
        }

        Change(context, view, name, command.Query);
        var (wasShared, shares) = (view.SharedRole, command.SharedRole);
        (view.SharedRole, view.IsRoleDefault) = (shares, command.IsRoleDefault);
        if (command.IsRoleDefault)
        {
            // A role opens a list in one way.
            await db.Set<SavedView>().Where(v => v.Company == view.Company && v.List == view.List && v.SharedRole == shares && v.Id != view.Id && v.IsRoleDefault)
                .ExecuteUpdateAsync(v => v.SetProperty(x => x.IsRoleDefault, false), cancellationToken);
        }

        if (wasShared != shares)
        {
            context.Audit("view.share", nameof(SavedView), view.Id.ToString(), wasShared, shares);
        }

        return view.Id;
    }

    internal static void Change(CommandContext context, SavedView view, string name, string query)
    {
        (view.Name, view.Query, view.ChangedAt) = (name, query, context.Now);
        view.Version++;
        context.Db.Add(new SavedViewVersion { ViewId = view.Id, Version = view.Version, Name = name, Query = query, ChangedBy = context.Caller.Name, ChangedAt = context.Now });
    }

    // A query string of this portal: it is put behind a list's own address and must not lead anywhere else.
    private static bool IsQuery(string query) => query.Length <= SavedView.MaxQuery && (query.Length == 0 || query[0] == '?') && !query.Any(c => char.IsControl(c) || c == '#');

    private static Error? RefuseSharing(SaveView command, Caller caller)
    {
        if (command.SharedRole is not { } role)
        {
            return command.IsRoleDefault ? Error.Of("view_default_needs_role") : null;
        }

        return !Permissions.Product.Allows(caller.Roles, Share) ? Error.Forbidden
            : !ViewRoles.Of(caller).Contains(role) ? Error.Of("view_role_unknown", role).On(nameof(command.SharedRole))
            : null;
    }
}

/// <summary>Roles that a person may share with: those of his own side of the trade.</summary>
internal static class ViewRoles
{
    private static readonly string[] s_dealer = ["DA", "DB", "DS", "DF"];

    public static IReadOnlyList<string> Of(Caller caller) => caller.DealerId is not null ? s_dealer
        : [.. Permissions.Product.Roles.Where(r => !s_dealer.Contains(r, StringComparer.Ordinal) && r != "PUB")];
}

/// <summary>Puts an earlier version of an own view in place again, as a new version.</summary>
[Permission("home")]
internal sealed record RestoreView(Guid Id, int Version) : ICommand<bool>;

internal sealed class RestoreViewHandler : ICommandHandler<RestoreView, bool>
{
    public async Task<Result<bool>> HandleAsync(RestoreView command, CommandContext context, CancellationToken cancellationToken)
    {
        var user = context.Caller.UserId;
        if (await context.Db.Set<SavedView>().SingleOrDefaultAsync(v => v.Id == command.Id && v.OwnerId == user, cancellationToken) is not { } view ||
            await context.Db.Set<SavedViewVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.ViewId == command.Id && v.Version == command.Version, cancellationToken) is not { } version)
        {
            return Error.NotFound;
        }

        SaveViewHandler.Change(context, view, version.Name, version.Query);
        return true;
    }
}

/// <summary>Removes an own view for everybody who saw it.</summary>
[Permission("home")]
internal sealed record DeleteView(Guid Id) : ICommand<bool>;

internal sealed class DeleteViewHandler : ICommandHandler<DeleteView, bool>
{
    public async Task<Result<bool>> HandleAsync(DeleteView command, CommandContext context, CancellationToken cancellationToken)
    {
        var user = context.Caller.UserId;
        if (await context.Db.Set<SavedView>().SingleOrDefaultAsync(v => v.Id == command.Id && v.OwnerId == user, cancellationToken) is not { } view)
        {
            return Error.NotFound;
        }

        context.Db.Remove(view);
        await context.Db.Set<SavedViewVersion>().Where(v => v.ViewId == view.Id).ExecuteDeleteAsync(cancellationToken);
        await context.Db.Set<ViewChoice>().Where(c => c.ViewId == view.Id).ExecuteDeleteAsync(cancellationToken);
        context.Audit("view.delete", nameof(SavedView), view.Id.ToString(), new { view.List, view.Name, view.Query, view.SharedRole });
        return true;
    }
}

/// <summary>Marks a visible view as a favourite or as the way the list opens for the caller.</summary>
[Permission("home")]
internal sealed record ChooseView(Guid Id, bool IsFavourite, bool IsDefault) : ICommand<bool>;

internal sealed class ChooseViewHandler : ICommandHandler<ChooseView, bool>
{
    public async Task<Result<bool>> HandleAsync(ChooseView command, CommandContext context, CancellationToken cancellationToken)
    {
        var (db, user) = (context.Db, context.Caller.UserId);
        if (await FindViews.Visible(db, context.Caller).AsNoTracking().SingleOrDefaultAsync(v => v.Id == command.Id, cancellationToken) is not { } view)
        {
            return Error.NotFound;
        }

        var choices = await db.Set<ViewChoice>().Where(c => c.UserId == user && c.List == view.List).ToListAsync(cancellationToken);
        var choice = choices.Find(c => c.ViewId == view.Id);
        if (choice is null)
        {
            db.Add(choice = new ViewChoice { UserId = user, ViewId = view.Id, List = view.List });
        }

        if (command.IsDefault)
        {
            choices.ForEach(c => c.IsDefault = false);
        }

        (choice.IsFavourite, choice.IsDefault) = (command.IsFavourite, command.IsDefault);
        return true;
    }
}
