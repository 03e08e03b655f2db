using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Domain;
using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Company.Components;

/// <summary>The tree of branches, departments and stores.</summary>
public sealed partial class UnitsPanel
{
    private UnitRow? opened;
    private bool isOpen;
    private string name = "";
    private string kind = OrgUnit.Kinds[0];
    private string parent = "";

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    private static string GlyphOf(string kind) => kind switch { "store" => PortalIcons.Store, "department" => PortalIcons.Briefcase, _ => PortalIcons.Building };

    private void Edit(UnitRow? unit)
    {
        Begin();
        (opened, isOpen, name, kind, parent) = (unit, true, unit?.Name ?? "", unit?.Kind ?? OrgUnit.Kinds[0], unit?.ParentId?.ToString() ?? "");
    }

    private void Close() => (opened, isOpen) = (null, false);

    private async Task SaveAsync()
    {
        if (await SendAsync(new SaveOrgUnit(opened?.Id, Guid.TryParse(parent, out var id) ? id : null, kind, name, opened?.Version ?? 0)) is not null)
        {
            Close();
            await OnDone.InvokeAsync(Text["Saved", name]);
        }
    }

    private async Task DropAsync()
    {
        if (await SendAsync(new DropOrgUnit(opened!.Id)) is not null)
        {
            Close();
            await OnDone.InvokeAsync(Text["Dropped", name]);
        }
    }
}
