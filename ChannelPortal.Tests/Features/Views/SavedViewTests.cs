using ChannelPortal.Features.Views;
using ChannelPortal.Features.Views.Commands;
using ChannelPortal.Features.Views.Domain;
using ChannelPortal.Features.Views.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Views;

/// <summary>Saved views: what is refused, who sees a shared one, versions, defaults; a second dealer sees nothing of it.</summary>
public abstract class SavedViewTests(TestDatabase database) : DatabaseTests(database)
{
    private const string List = "returns";
    private static readonly Caller s_owner = Some.DealerCaller("D0001", "DA");
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB") with { UserId = "buyer-1" };
    private static readonly Caller s_second = Some.DealerCaller("D0002", "DA");
    private int sent;

    [Fact]
    public async Task SaveView_Life_StaysInsideTheCompany()
    {
        await using var portal = await PortalServices.StartAsync(Database, s => s.AddLocalization().AddViews());
        var find = portal.Get<FindViews>();
        foreach (var (draft, caller, code) in new[]
        {
            (Draft(name: " "), s_owner, "view_name_length"),
            (Draft(query: "//evil.example"), s_owner, "view_query_invalid"),
            (Draft(query: "?a=" + new string('x', SavedView.MaxQuery)), s_owner, "view_query_invalid"),
            (Draft(role: "EXEC"), s_owner, "view_role_unknown"),
            (Draft(role: "DB"), Some.HeadOffice("EXEC"), "view_role_unknown"),
            (Draft(role: "DA"), s_buyer, "forbidden"),
            (Draft() with { IsRoleDefault = true }, s_owner, "view_default_needs_role"),
            (Draft() with { Id = Guid.Empty }, s_owner, "not_found"),
        })
        {
            Assert.Equal(code, (await SendAsync(portal, draft, caller)).Errors[0].Code);
        }

        var id = (await SendAsync(portal, Draft(role: "DB") with { IsRoleDefault = true }, s_owner)).Value;
        Assert.Equal("view_name_taken", (await SendAsync(portal, Draft(name: "待寄 "), s_owner)).Errors[0].Code);

        // The buyer of the same company opens the list like this; others do not know that it exists.
        var shared = Assert.Single(await find.RunAsync(List, s_buyer, Cancellation));
        Assert.Equal((id, false, "DB", "?status=tosend"), (shared.Id, shared.IsMine, shared.SharedRole, shared.Query));
        Assert.Equal(id, FindViews.DefaultOf([shared])!.Id);
        Assert.Null(FindViews.DefaultOf(await find.RunAsync(List, s_owner, Cancellation)));
        foreach (var stranger in new[] { s_second, Some.DealerCaller("D0002", "DB"), Some.HeadOffice("ADM") })
        {
            Assert.Empty(await find.RunAsync(null, stranger, Cancellation));
            Assert.Empty(await find.VersionsAsync(id, stranger, Cancellation));
            Assert.Equal("not_found", (await SendAsync(portal, new ChooseView(id, true, true), stranger)).Errors[0].Code);
            Assert.Equal("not_found", (await SendAsync(portal, new DeleteView(id), stranger)).Errors[0].Code);
        }

        // A reader may mark it, and nothing else.
        Assert.Equal("not_found", (await SendAsync(portal, new DeleteView(id), s_buyer)).Errors[0].Code);
        Assert.Equal("not_found", (await SendAsync(portal, new RestoreView(id, 1), s_buyer)).Errors[0].Code);
        Assert.Equal("not_found", (await SendAsync(portal, Draft() with { Id = id }, s_buyer)).Errors[0].Code);
        var own = (await SendAsync(portal, Draft(name: "我的", query: "?status=open&sort=-amount"), s_buyer)).Value;
        Assert.True((await SendAsync(portal, new ChooseView(id, true, true), s_buyer)).Ok);
        Assert.True((await SendAsync(portal, new ChooseView(own, false, true), s_buyer)).Ok);
        var views = await find.RunAsync(List, s_buyer, Cancellation);
        Assert.Equal([(id, true, false), (own, false, true)], views.Select(v => (v.Id, v.IsFavourite, v.IsDefault)));
        Assert.Equal(own, FindViews.DefaultOf(views)!.Id);

        // A new version and back.
        Assert.Equal(id, (await SendAsync(portal, Draft(query: "?status=open", role: null) with { Id = id }, s_owner)).Value);
        Assert.Single(await find.RunAsync(List, s_buyer, Cancellation));
        Assert.True((await SendAsync(portal, new RestoreView(id, 1), s_owner)).Ok);
        var restored = Assert.Single(await find.RunAsync(List, s_owner, Cancellation));
        Assert.Equal(("?status=tosend", 3), (restored.Query, restored.Version));
        Assert.Equal(["?status=tosend", "?status=open", "?status=tosend"], (await find.VersionsAsync(id, s_owner, Cancellation)).Select(v => v.Query));
        Assert.True((await SendAsync(portal, new DeleteView(id), s_owner)).Ok);
        await using var db = Database.Open();
        Assert.False(await db.Set<SavedViewVersion>().AnyAsync(v => v.ViewId == id, Cancellation));
        Assert.Equal([own], await db.Set<ViewChoice>().Select(c => c.ViewId).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task SaveView_SecondDefaultOfARole_ReplacesTheFirst()
    {
        await using var portal = await PortalServices.StartAsync(Database, s => s.AddLocalization().AddViews());
        var manager = Some.HeadOffice("CHM");
        var first = (await SendAsync(portal, Draft(name: "甲", role: "FIN") with { IsRoleDefault = true, List = "invoices" }, manager)).Value;
        var second = (await SendAsync(portal, Draft(name: "乙", role: "FIN") with { IsRoleDefault = true, List = "invoices" }, manager)).Value;
        var views = await portal.Get<FindViews>().RunAsync("invoices", Some.HeadOffice("FIN"), Cancellation);
        Assert.Equal(second, FindViews.DefaultOf(views)!.Id);
        Assert.Equal([(first, false), (second, true)], views.Select(v => (v.Id, v.IsRoleDefault)).OrderBy(v => v.IsRoleDefault));
        Assert.Empty(await portal.Get<FindViews>().RunAsync("invoices", Some.HeadOffice("RISK"), Cancellation));
    }

    private static SaveView Draft(string name = "待寄", string query = "?status=tosend", string? role = null) => new(null, List, name, query, role, false);

    private Task<Result<TResult>> SendAsync<TResult>(PortalServices portal, ICommand<TResult> command, Caller caller) =>
        portal.Get<ICommandDispatcher>().SendAsync(command, caller, $"v{++sent}", Cancellation);
}

public sealed class SavedViewOnSqliteTests(SqliteDatabase database) : SavedViewTests(database), IClassFixture<SqliteDatabase>;

public sealed class SavedViewOnPostgreSqlTests(PostgreSqlDatabase database) : SavedViewTests(database), IClassFixture<PostgreSqlDatabase>;
