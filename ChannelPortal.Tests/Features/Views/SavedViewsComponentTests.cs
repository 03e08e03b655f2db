using System.Globalization;
using Bunit;
using ChannelPortal.Features.Views.Commands;
using ChannelPortal.Features.Views.Contracts;
using ChannelPortal.Features.Views.Domain;
using ChannelPortal.Features.Views.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Views;

/// <summary>The menu that lists get with one line, and a table whose order and columns a view keeps.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class SavedViewsComponentTests : BunitContext, IClassFixture<SqliteDatabase>
{
    private static readonly Caller s_caller = Some.DealerCaller();
    private readonly SentCommands sent = new();
    private readonly TestDatabase database;

    public SavedViewsComponentTests(SqliteDatabase database)
    {
        this.database = database;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton<ErrorTexts>();
        Services.AddSingleton<TimeProvider>(new FixedTime(Some.Noon));
        Services.AddSingleton(new BusinessClock(new FixedTime(Some.Noon), TimeZoneInfo.Utc));
        Services.AddSingleton(new FindViews(database.Factory));
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(s_caller));
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task List_WithADefault_OpensLikeIt_AndKeepsWhatIsShown()
    {
        await ArrangeAsync();
        Navigation.NavigateTo("returns");
        var bar = Render<SavedViews>(p => p.Add(v => v.List, "returns"));
        bar.WaitForAssertion(() => Assert.EndsWith("/returns?status=open", Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal("Open ones", bar.Find("summary").TextContent);

        // An address that says what it wants is left alone.
        Navigation.NavigateTo("returns?status=credited&page=3");
        bar.WaitForAssertion(() => Assert.Equal("Views", bar.Find("summary").TextContent));
        await bar.Find("[data-action=manage-views]").ClickAsync(new());
        bar.Find("#view-name").Change("Credited");
        bar.Find("form").Submit();
        bar.WaitForAssertion(() => Assert.Equal(new SaveView(null, "returns", "Credited", "?status=credited", null, false), Assert.Single(sent.All)));
    }

    [Fact]
    public void Table_ThatKeepsItsState_SortsAndHidesByTheAddress()
    {
        Navigation.NavigateTo("list?sort=-amount&hide=name");
        var table = Render<DataTable<(string Name, int Amount)>>(p => p
            .Add(t => t.Items, [("a", 1), ("b", 3), ("c", 2)]).Add(t => t.Label, "List").Add(t => t.KeepsState, true)
            .Add<DataColumn<(string Name, int Amount)>>(t => t.Columns!, c => c.Add(x => x.Name, "name").Add(x => x.Title, "Name").Add(x => x.Value, r => r.Name))
            .Add<DataColumn<(string Name, int Amount)>>(t => t.Columns!, c => c.Add(x => x.Name, "amount").Add(x => x.Title, "Amount").Add(x => x.Value, r => r.Amount).Add(x => x.IsNumeric, true)));
        Assert.Equal(["3", "2", "1"], Cells(table));
        Assert.Equal("descending", table.Find("th").GetAttribute("aria-sort"));
        table.Find(".cp-sort").Click();
        Assert.EndsWith("/list?sort=amount&hide=name", Navigation.Uri, StringComparison.Ordinal);
        table.WaitForAssertion(() => Assert.Equal(["1", "2", "3"], Cells(table)));
        table.FindAll(".cp-table-columns input")[0].Change(true);
        Assert.EndsWith("/list?sort=amount", Navigation.Uri, StringComparison.Ordinal);
        table.WaitForAssertion(() => Assert.Equal(["a", "1", "c", "2", "b", "3"], Cells(table)));

        // Another view of the same list.
        Navigation.NavigateTo("list?sort=-name&hide=amount");
        table.WaitForAssertion(() => Assert.Equal(["c", "b", "a"], Cells(table)));
    }

    private static IEnumerable<string> Cells(IRenderedComponent<DataTable<(string Name, int Amount)>> table) => table.FindAll("tbody td").Select(c => c.TextContent.Trim());

    private async Task ArrangeAsync()
    {
        Assert.SkipWhen(database.SkipReason is not null, database.SkipReason ?? "");
        await using var db = database.Open();
        if (!await db.Set<SavedView>().AnyAsync())
        {
            var id = Guid.CreateVersion7();
            await database.InsertAsync(
                new SavedView { Id = id, List = "returns", OwnerId = s_caller.UserId, OwnerName = "x", Company = "D0001", Name = "Open ones", Query = "?status=open", ChangedAt = Some.Noon },
                new ViewChoice { UserId = s_caller.UserId, ViewId = id, List = "returns", IsDefault = true });
        }
    }
}
