using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Company.Components;

/// <summary>Roles that the company made, and the rights they are made of.</summary>
public sealed partial class RolesPanel
{
    private readonly HashSet<string> rights = new(StringComparer.Ordinal);
    private RoleRow? opened;
    private bool isOpen;
    private string name = "";

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    internal static string KeyOf(string permission) => "Right_" + permission.Replace('.', '_');

    // A right without words yet is shown by its name rather than not at all.
    private string WordOf(string permission) => Text[KeyOf(permission)] is { ResourceNotFound: false } word ? word : permission;

    private void Edit(RoleRow? role)
    {
        Begin();
        (opened, isOpen, name) = (role, true, role?.Name ?? "");
        rights.Clear();
        rights.UnionWith(role?.Permissions ?? []);
    }

    private void Close() => (opened, isOpen) = (null, false);

    private void Set(string permission, bool isGranted)
    {
        if (isGranted)
        {
            rights.Add(permission);
        }
        else
        {
            rights.Remove(permission);
        }
    }

    private async Task SaveAsync()
    {
        if (await SendAsync(new SaveCompanyRole(opened?.Id, name, [.. rights.Order(StringComparer.Ordinal)], opened?.Version ?? 0)) is not null)
        {
            Close();
            await OnDone.InvokeAsync(Text["Saved", name]);
        }
    }

    private async Task DropAsync()
    {
        if (await SendAsync(new DropCompanyRole(opened!.Id)) is not null)
        {
            Close();
            await OnDone.InvokeAsync(Text["Dropped", name]);
        }
    }
}
