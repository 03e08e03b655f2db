using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Contracts;
using ChannelPortal.Features.Company.Data;
using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Company;

/// <summary>A dealer company runs itself: people, roles, limits, branches.</summary>
public static class CompanyFeature
{
    /// <summary>Permission of <c>permissions.csv</c>.</summary>
    public const string Manage = "company.manage";

    public static IServiceCollection AddCompany(this IServiceCollection services)
    {
        services.TryAddSingleton<BuyerLimits>();
        services.AddSingleton<IBuyerLimits>(sp => sp.GetRequiredService<BuyerLimits>());
        services.AddSingleton<IColleagues, Colleagues>();
        services.TryAddSingleton<ICompanySetup, CompanySetup>();
        services.TryAddSingleton<GetCompany>();
        services.AddSingleton<IWorkItemSource, CompanyWork>();
        services.AddCommand<InviteColleague, Guid, InviteColleagueHandler>();
        services.AddCommand<ChangeColleague, bool, ChangeColleagueHandler>();
        services.AddCommand<SetColleagueDisabled, int, SetColleagueDisabledHandler>();
        services.AddCommand<UnlockColleague, bool, UnlockColleagueHandler>();
        services.AddCommand<SaveCompanyRole, Guid, SaveCompanyRoleHandler>();
        services.AddCommand<DropCompanyRole, bool, DropCompanyRoleHandler>();
        services.AddCommand<SaveOrgUnit, Guid, SaveOrgUnitHandler>();
        services.AddCommand<DropOrgUnit, bool, DropOrgUnitHandler>();
        services.AddErrorTexts<CompanyText>();
        return services;
    }
}
